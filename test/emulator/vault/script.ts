import { same } from "../server/wire.ts";
import type { OperationKind } from "./durations.ts";
import type { ItemState, JobError } from "./state.ts";

/** How the next long-running operation of an item, and its job, will go. Times are seconds. */
export interface Script {
  /** The item, or all of a friendly name; any item if absent. */
  item?: string | ItemState;
  operation?: OperationKind;
  operationSeconds?: number;
  /** Succeeded, Failed, Canceled; any other word is shown from its end on and never ends. */
  operationStatus?: string;
  operationError?: { code: string; message: string };
  /** The operation succeeds without naming its job. */
  noJobId?: boolean;
  /** The job answers 404, and is missing in lists, for so long after acceptance. */
  jobHiddenSeconds?: number;
  jobSeconds?: number;
  /** Completed, CompletedWithWarnings, Failed, Cancelled; any other word never ends. */
  jobStatus?: string;
  jobErrors?: JobError[];
  tasks?: Array<{ taskId: string; status: string }>;
  propertyBag?: Record<string, string>;
  /** The job completes, yet the item keeps its state. */
  itemUnchanged?: boolean;
  /** 200 and 204 do the work at once and without headers to follow. */
  acceptStatus?: 200 | 202 | 204;
}

/** Scripts that wait for their operation; each is used once, oldest first. */
export class ScriptBook {
  #scripts: Script[] = [];

  /** Adds a script. */
  add(script: Script): void {
    this.#scripts.push(script);
  }

  /** Takes the script of an operation that begins now; an empty one if there is none. */
  take(item: ItemState, operation: OperationKind): Script {
    const index = this.#scripts.findIndex(
      (script) =>
        isAbout(script, item) && (script.operation === undefined || script.operation === operation),
    );
    return (index >= 0 && this.#scripts.splice(index, 1)[0]) || {};
  }
}

function isAbout({ item: wanted }: Script, item: ItemState): boolean {
  if (typeof wanted === "string") return same(wanted, item.friendlyName);
  return wanted === undefined || wanted === item;
}

import type { Reason } from "../../../src/reasons.ts";
import type { Scenario, step } from "../../support/scenario.ts";

/** What a step is run with besides its inputs. */
export type StepSettings = NonNullable<Parameters<typeof step>[2]>;

/** One typical mistake and the whole message that a person finds at the red step. */
export interface Mistake {
  readonly name: string;
  /** The step's `with:`; vault, its place and the sign-in are right unless they are given here. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What is different in Azure. */
  readonly world?: (scenario: Scenario) => void;
  /** What the runner gives, and how the step signs in, where that is not as usual. */
  readonly settings?: (scenario: Scenario) => StepSettings;
  /** How many requests that may change something are sent; none where it is left out. */
  readonly sent?: number;
  readonly reason: Reason;
  /** The annotation, hint included; ids that Azure makes up are written `(id)`. */
  readonly message: string;
}

/** A verification that names no item. Each of these inputs is right in every other respect. */
export const VERIFY = { operation: "verify-backup", "max-recovery-point-age": "24h" };
/** A backup of a database. */
export const BACKUP = { operation: "backup-now", item: "sqlserver-1/payroll" };
/** A stop that names no item. */
export const STOP = { operation: "stop-protection-retain-data" };
/** A stop of a database. */
export const STOP_PAYROLL = { ...STOP, item: "sqlserver-1/payroll" };
/** A change of policy that names no policy. */
export const CHANGE = { operation: "change-policy", item: "sqlserver-1/payroll" };
/** A deletion that is confirmed. */
export const DELETE = {
  operation: "stop-protection-delete-data",
  item: "sqlserver-1/payroll",
  "confirm-delete": "payroll",
};
/** A list of all items. */
export const LIST = { operation: "list-items" };
/** A wait that names no job. */
export const WAIT = { operation: "wait-for-job" };

/** What every message on a missing value ends with. */
export const READS_AS_EMPTY =
  "A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.";

/** An answer in Azure's error shape. */
export function refusing(status: number, code: string, message: string, more: object = {}) {
  return { status, body: JSON.stringify({ error: { code, message, ...more } }) };
}

/** What Azure answers to the step's write, or to its reads. */
export function answering(method: string, answer: ReturnType<typeof refusing>) {
  return ({ azure }: Scenario) => {
    azure.fault({ method, answer, times: Number.POSITIVE_INFINITY });
  };
}

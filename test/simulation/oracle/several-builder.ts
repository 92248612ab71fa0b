import { nativeNameOf, sceneItemId } from "../place.ts";
import type { RunRecord } from "../record.ts";
import type { Scene, SceneItem } from "../scene.ts";
import { buildRecord, HEALTHY_DATABASE, type Stage } from "./record-builder.ts";

/** Another database of the same server, and one of another. */
export const ORDERS: SceneItem = { ...HEALTHY_DATABASE, name: "orders" };
/** A database of another server. */
export const LEDGER: SceneItem = { ...HEALTHY_DATABASE, name: "ledger", host: 1 };
const ITEMS = [HEALTHY_DATABASE, ORDERS, LEDGER];
/** What a stop sends. */
export const STOP = {
  protectedItemType: "AzureVmWorkloadSQLDatabase",
  protectionState: "ProtectionStopped",
};
/** What the report says of an item that is done. */
export const DONE = { gate: "open", reason: "completed", changed: "true" };

/** What a step about several items is like, and what it told of each. */
interface Parts {
  readonly scene?: Partial<Scene>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly entries?: readonly Readonly<Record<string, string>>[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly happen?: (stage: Stage) => void;
  readonly record?: Partial<RunRecord>;
}

/** The record of a step that stops three databases, as the report's entries tell of them. */
export function stopped({
  scene,
  inputs,
  entries = [],
  outputs,
  happen,
  record,
}: Parts): RunRecord {
  const items = scene?.items ?? ITEMS;
  const told = entries.map((entry, index) => {
    const item = items[index] ?? HEALTHY_DATABASE;
    return {
      "item-id": sceneItemId(item),
      item: nativeNameOf(item),
      "item-path": item.name,
      ...entry,
    };
  });
  const run = buildRecord({
    scene: {
      operation: "stop-protection-retain-data",
      items,
      meant: [0, 1, 2],
      ...scene,
      inputs: {
        operation: "stop-protection-retain-data",
        item: "sqlserver-0/*\nledger",
        ...inputs,
      },
    },
    outputs: { report: JSON.stringify({ items: told }), ...outputs },
    errors: outputs?.gate === "open" ? [] : ["closed"],
    happen: (stage) => {
      stage.read("");
      happen?.(stage);
    },
    ...(record && { record }),
  });
  return run;
}

import type { Deed } from "./deed.ts";
import { prefixOf } from "./draw-policies.ts";
import { ERRORS } from "./fault-bodies.ts";
import { type Plot, throttled } from "./plot.ts";
import type { Draw } from "./random.ts";
import type { Fault, Mishap, Operation, SceneItem, Where } from "./scene.ts";

/** The look takes a minute, and meanwhile the vault or a policy is changed, which it has read already. */
export function vaultChanges(draw: Draw, operation: Operation): Plot {
  const seconds = draw.pick([30, 60, 300]);
  const policied = operation === "change-policy" || operation === "resume-protection";
  const what = draw.pick<Deed["what"]>(
    policied ? ["edit-policy", "shorten-policy", "immutable"] : ["soft-delete-off", "immutable"],
  );
  const where = draw.pick<Where>(["jobs", "item", "items"]);
  const when = { ms: draw.whole(1_500, seconds * 1_000) };
  return {
    faults: [{ where, skip: 0, times: 1, what: throttled(String(seconds)) }],
    deeds: [{ what, item: 0, when, atOnce: true }],
  };
}

/** What says how long points are kept, or how old they are, cannot be read. */
export function unreadableRetention(draw: Draw, operation: Operation): Plot {
  const forbidden = draw.pick(ERRORS[403] ?? [""]);
  const what: Mishap =
    operation === "change-policy"
      ? { kind: "status", status: 403, body: forbidden, headers: {}, acted: false }
      : {
          kind: "alter",
          path: "properties.extendedInfo.oldestRecoveryPoint",
          value: draw.pick(["long ago", null]),
        };
  const where = operation === "change-policy" ? "policy" : "item";
  const skip = where === "policy" ? 1 : 0;
  return { faults: [{ where, skip, times: 1_000, what }], deeds: [] };
}

/** One of two items of one name cannot be read in the list. */
export function unreadableListed(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const what: Mishap = { kind: "alter", path: `value.${draw.whole(0, 1)}.id`, value: null };
  return {
    faults: [{ where: "items", skip: 0, times: 1_000, what }],
    deeds: [],
    inputs: { item: items[0]?.name ?? "" },
  };
}

/** Somebody deletes the item, and Azure says so in a form that nobody knows. */
export function unreadableFlag(draw: Draw): Plot {
  const path = "properties.isScheduledForDeferredDelete";
  const fault = (where: Where, below: string): Fault => ({
    ...{ where, skip: 0, times: 1_000 },
    what: { kind: "alter", path: `${below}${path}`, value: "true" },
  });
  return {
    faults: [fault("item", ""), fault("items", "value.*.")],
    deeds: [{ what: "delete", item: 0, when: { request: draw.whole(0, 3) }, atOnce: true }],
  };
}

/** The policy is set, and the item goes into error at once. */
export function endsInError(draw: Draw): Plot {
  const when = { write: draw.pick([11_000, 34_000, 75_000]) + draw.whole(0, 4_000) };
  const what: Mishap = { kind: "drop", code: "ECONNRESET", acted: false };
  return {
    faults: [{ where: "item", skip: draw.whole(2, 3), times: draw.whole(1, 3), what }],
    deeds: [{ what: "goes-wrong", item: 0, when, atOnce: true }],
  };
}

/** The answer about the vault is about another one, which is not immutable. */
export function otherVault(_: Draw, operation: Operation, items: readonly SceneItem[]): Plot {
  const isDeletion = operation === "stop-protection-delete-data";
  return {
    faults: [{ where: "vault", skip: 0, times: 3, what: { kind: "about" } }],
    deeds: [],
    vault: { softDelete: "Enabled", immutability: "Unlocked", unreadable: false },
    inputs: isDeletion
      ? { "confirm-delete": items[0]?.name ?? "" }
      : { "allow-shorter-retention": "true" },
  };
}

/** Between two reads of a look somebody gives the item a policy that keeps more than the one asked for. */
export function policyMeanwhile(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const [item] = items;
  const end = item?.policy.endsWith("Vaulted") ? "VaultedLess" : "Same";
  const policy = item === undefined ? "" : `${prefixOf(item)}${end}`;
  const when = { request: draw.whole(1, 6) };
  return {
    faults: [],
    deeds: [{ what: "change-policy", item: 0, when, atOnce: true }],
    inputs: { policy, "allow-shorter-retention": "false", "dry-run": "false" },
  };
}

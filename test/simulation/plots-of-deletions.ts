import { azureError, ERRORS } from "./fault-bodies.ts";
import { PLACE } from "./place.ts";
import { deed, type Plot, throttled } from "./plot.ts";
import { lostAnswer } from "./plots-of-writes.ts";
import type { Draw } from "./random.ts";
import type { Mishap, Operation, SceneItem } from "./scene.ts";

/** A deletion's answer is lost, and between two looks it is done and taken back. */
export function deletedUnseen(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const when = { write: 34_000 + draw.whole(0, 16_000) };
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: lostAnswer(draw, true) }],
    deeds: [{ what: "undelete", item: 0, when, atOnce: true }],
    vault: { softDelete: "Enabled", immutability: undefined, unreadable: false, mua: false },
    inputs: {
      ...{ "poll-interval-seconds": draw.pick(["30", "45"]), "timeout-minutes": "20" },
      ...{ "confirm-delete": items[0]?.name ?? "", "dry-run": "false" },
    },
  };
}

/** Somebody undeletes it as soon as it is deleted, in the ordinary way, which leaves a job. */
export function livesAgain(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const when = { write: draw.whole(35_000, 56_000) };
  // Looks are far apart, so that none sees it deleted.
  const inputs = {
    "poll-interval-seconds": draw.pick(["60", "300"]),
    "confirm-delete": items[0]?.name ?? "",
    "timeout-minutes": "60",
    "dry-run": "false",
  };
  const vault = { softDelete: "Enabled", immutability: undefined, unreadable: false };
  const deeds = [{ what: "undelete" as const, item: 0, when, atOnce: true }];
  return { faults: [], deeds, inputs, vault };
}

/** The guard's token or the unlocking takes its time, and meanwhile somebody acts. */
export function slowUnlock(draw: Draw, operation: Operation): Plot {
  const seconds = draw.pick([25, 60]);
  const isToken = draw.chance(0.5);
  const guarded = ["protectedItems/delete"];
  const plot = {
    vault: { mua: true, guarded, guardElsewhere: isToken, immutability: undefined },
    deeds: [deed(draw, operation, { ms: draw.whole(2_000, seconds * 1_000) })],
  };
  if (isToken) {
    const inputs = { "auth-type": "SESSION", "resource-guard-tenant-id": PLACE.guardTenant };
    return { ...plot, faults: [], inputs, token: { guardSlowMs: seconds * 1_000 } };
  }
  const what = throttled(String(seconds));
  return { ...plot, faults: [{ where: "write", skip: 0, times: draw.pick([1, 2]), what }] };
}

/** A deletion is lost, and the item seems gone, or comes back. */
export function lostDelete(draw: Draw): Plot {
  const acted = draw.chance(0.5);
  const gone: Mishap = {
    kind: "status",
    status: 404,
    body: draw.pick(ERRORS[404] ?? [""]),
    headers: {},
    acted: false,
  };
  return {
    faults: [
      {
        where: "write",
        skip: 0,
        times: draw.pick([1, 2]),
        what: lostAnswer(draw, acted),
      },
      ...(draw.chance(0.5)
        ? [
            {
              where: "item" as const,
              skip: draw.whole(0, 2),
              times: draw.pick([1, 2, 5]),
              what: gone,
            },
          ]
        : []),
    ],
    deeds: draw.chance(0.6)
      ? [
          {
            what: draw.chance(0.75) ? "undelete" : "purge",
            item: 0,
            when: { ms: draw.chance(0.4) ? draw.whole(2_000, 120_000) : justDeleted(draw) },
            atOnce: true,
          },
        ]
      : [],
  };
}

/** A deletion never arrives, and somebody makes the item disappear under soft delete, by no job of ours. */
export function purgedMeanwhile(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const when = { write: draw.whole(0, 60_000) };
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: lostAnswer(draw, false) }],
    deeds: [{ what: "purge", item: 0, when, atOnce: true }],
    vault: { softDelete: "Enabled", immutability: undefined, unreadable: false, mua: false },
    inputs: { "confirm-delete": items[0]?.name ?? "", "dry-run": "false" },
  };
}

/** Within seconds of the end of a deletion, which takes that long (recordings), milliseconds. */
function justDeleted(draw: Draw): number {
  return draw.pick([22_000, 33_000, 33_000, 112_000]) + draw.whole(0, 9_000);
}

/** A deletion never arrives, soft delete is off, and one read says that the item is not there. */
export function goneForAMoment(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  // One answer of Azure's own is not enough, and no number of others.
  const isOwn = draw.chance(0.5);
  const code = isOwn ? "BMSUserErrorDataSourceObjectNotFound" : "ResourceNotFound";
  const body = azureError(code, "There is no such item.");
  const gone: Mishap = { kind: "status", status: 404, body, headers: {}, acted: false };
  return {
    faults: [
      { where: "write", skip: 0, times: 1, what: { kind: "drop", code: "EPIPE", acted: false } },
      { where: "item", skip: draw.whole(1, 3), times: isOwn ? 1 : 6, what: gone },
    ],
    deeds: [],
    vault: { softDelete: "Disabled", immutability: undefined, unreadable: false, mua: false },
    inputs: { "confirm-delete": `permanently ${items[0]?.name ?? ""}`, "dry-run": "false" },
  };
}

/** Between the unlock and the deletion, or between two sendings of it, lies more than an unlock lasts. */
export function staleUnlock(draw: Draw): Plot {
  const slow: Mishap = { kind: "delay", ms: 24_000, before: false };
  const late = { where: "vault", skip: 1, times: 1, what: throttled("2400") } as const;
  const putOff = { where: "write", skip: 1, times: 1, what: throttled("2400") } as const;
  const faults = draw.chance(0.5)
    ? [{ where: "write" as const, skip: 0, times: 1, what: slow }, late]
    : [putOff];
  const vault = { mua: true, guardElsewhere: false, guarded: ["protectedItems/delete"] };
  return { faults, deeds: [], vault: { ...vault, immutability: undefined } };
}

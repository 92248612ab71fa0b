import { ANY_DEED, RELEVANT } from "./draw-deeds.ts";
import { azureError, ERRORS, PAGE } from "./fault-bodies.ts";
import type { Draw } from "./random.ts";
import type { Deed, Fault, Mishap, Operation, SceneItem, Turn, Where } from "./scene.ts";

/** Things that go wrong together; apart they would hardly ever meet. */
export interface Plot {
  readonly faults: readonly Fault[];
  readonly deeds: readonly Deed[];
  readonly cancelAtMs?: number;
  readonly turn?: Turn;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A story in which a mishap and somebody else's deed, or two mishaps, fall together. */
export function drawPlot(draw: Draw, operation: Operation, items: readonly SceneItem[]): Plot {
  const policied = operation === "change-policy" || operation === "resume-protection";
  const deletion = operation === "stop-protection-delete-data";
  const [first, ...others] = items;
  const twins = others.some(({ name }) => name === first?.name);
  const writes = !["verify-backup", "list-items", "wait-for-job"].includes(operation);
  return draw.weighted([
    [3, slowLook],
    [writes ? 4 : 0, lostWrite],
    [operation === "backup-now" ? 14 : writes ? 3 : 0, shadowedWrite],
    [operation === "cancel-job" || !writes ? 0 : 2, vaultChanges],
    [operation === "stop-protection-delete-data" ? 4 : 0, livesAgain],
    [policied ? 2 : 0, endsInError],
    [policied ? 2 : 0, unreadableRetention],
    [deletion && twins ? 9 : 0, deletedUnseen],
    [writes && twins && !deletion && operation !== "cancel-job" ? 5 : 0, unreadableListed],
    [writes && operation !== "cancel-job" ? 1.5 : 0, unreadableFlag],
    [operation === "stop-protection-delete-data" ? 3 : 0, slowUnlock],
    [writes ? 2 : 0, putOffWrite],
    [operation === "stop-protection-delete-data" ? 6 : 0, lostDelete],
    [1, busyAtTheEnd],
    [writes ? 1.5 : 0, cancelInFlight],
    [writes ? 1.5 : 0, twoJobs],
    [["backup-now", "wait-for-job"].includes(operation) ? 16 : 0, cancelWhileJobRuns],
  ] as const)(draw, operation, items);
}

function deed(draw: Draw, operation: Operation, when: Deed["when"]): Deed {
  const what = draw.chance(0.85) ? draw.pick(RELEVANT[operation] ?? ANY_DEED) : draw.pick(ANY_DEED);
  return { what, item: 0, when, atOnce: true };
}

/** One read of the look takes minutes, and somebody acts meanwhile. */
function slowLook(draw: Draw, operation: Operation): Plot {
  const seconds = draw.pick([60, 300, 1_200]);
  const where = draw.pick<Where>([
    "vault",
    "items",
    "item",
    "policy",
    "jobs",
    "points",
    "proxies",
    "any",
  ]);
  const what: Mishap = draw.chance(0.8)
    ? throttled(String(seconds))
    : { kind: "delay", ms: 29_000, before: false };
  return {
    faults: [{ where, skip: draw.whole(0, 1), times: 1, what }],
    deeds: [deed(draw, operation, { ms: draw.whole(1_000, seconds * 1_000) })],
  };
}

/** The answer to a write is lost, and somebody does something that looks like its effect, or undoes it. */
function lostWrite(draw: Draw, operation: Operation): Plot {
  const acted = draw.chance(0.5);
  const what = lostAnswer(draw, acted);
  return {
    faults: [{ where: "write", skip: 0, times: draw.pick([1, 1, 2]), what }],
    deeds: [deed(draw, operation, { ms: draw.whole(500, 90_000) })],
  };
}

/** What leaves it open whether a write was carried out; some of it looks as if it was not. */
function lostAnswer(draw: Draw, acted: boolean): Mishap {
  return draw.pick<Mishap>([
    { kind: "drop", code: "ECONNRESET", acted },
    { kind: "status", status: 504, body: "", headers: {}, acted },
    { kind: "status", status: 503, body: "", headers: { "retry-after": "10" }, acted },
    { kind: "status", status: 500, body: draw.pick(ERRORS[500] ?? [""]), headers: {}, acted },
    { kind: "status", status: 401, body: "", headers: {}, acted },
    { kind: "drop", code: "EHOSTUNREACH", acted },
    { kind: "status", status: draw.pick([400, 403, 404, 409]), body: PAGE, headers: {}, acted },
  ]);
}

/** The answer to a write is lost, and within seconds of it somebody does the like. */
function shadowedWrite(draw: Draw, operation: Operation): Plot {
  const acted = draw.chance(0.4);
  const what = shadowOf(draw, operation, acted);
  const when = { write: draw.chance(0.7) ? draw.whole(0, 9_000) : draw.whole(9_000, 90_000) };
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: lostAnswer(draw, acted) }],
    deeds: [{ what, item: 0, when, atOnce: true }],
  };
}

/** What looks most like the operation; what nobody could tell from it happens only where that was carried out. */
function shadowOf(draw: Draw, operation: Operation, acted: boolean): Deed["what"] {
  switch (operation) {
    case "backup-now":
      return draw.pick([acted ? "backup-twin" : "backup-alike", "backup-alike", "backup-by-hand"]);
    case "stop-protection-delete-data":
      return acted ? "undelete" : "delete";
    case "undelete":
      return "undelete";
    case "stop-protection-retain-data":
      return "stop";
    case "suspend-backups":
      return "suspend";
    default:
      return draw.pick(["change-policy", "shorter-policy", "resume"]);
  }
}

/** The look takes a minute, and meanwhile the vault or a policy is changed, which it has read already. */
function vaultChanges(draw: Draw, operation: Operation): Plot {
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
function unreadableRetention(draw: Draw, operation: Operation): Plot {
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

/** A deletion's answer is lost, and between two looks it is done and taken back. */
function deletedUnseen(draw: Draw): Plot {
  const when = { write: draw.pick([22_000, 33_000]) + draw.whole(1_000, 20_000) };
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: lostAnswer(draw, true) }],
    deeds: [{ what: "undelete", item: 0, when, atOnce: true }],
    inputs: { "poll-interval-seconds": draw.pick(["30", "45"]) },
  };
}

/** One of two items of one name cannot be read in the list. */
function unreadableListed(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const what: Mishap = { kind: "alter", path: `value.${draw.whole(0, 1)}.id`, value: null };
  return {
    faults: [{ where: "items", skip: 0, times: 1_000, what }],
    deeds: [],
    inputs: { item: items[0]?.name ?? "" },
  };
}

/** Somebody deletes the item, and Azure says so in a form that nobody knows. */
function unreadableFlag(draw: Draw): Plot {
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

/** Somebody undeletes it as soon as it is deleted, in the ordinary way, which leaves a job. */
function livesAgain(draw: Draw): Plot {
  const when = { write: justDeleted(draw) };
  return { faults: [], deeds: [{ what: "undelete", item: 0, when, atOnce: true }] };
}

/** The policy is set, and the item goes into error at once. */
function endsInError(draw: Draw): Plot {
  const when = { write: draw.pick([11_000, 34_000, 75_000]) + draw.whole(0, 4_000) };
  const what: Mishap = { kind: "drop", code: "ECONNRESET", acted: false };
  return {
    faults: [{ where: "item", skip: draw.whole(2, 3), times: draw.whole(1, 3), what }],
    deeds: [{ what: "goes-wrong", item: 0, when, atOnce: true }],
  };
}

/** Unlocking takes its time, and meanwhile somebody acts. */
function slowUnlock(draw: Draw, operation: Operation): Plot {
  const seconds = draw.pick([25, 60]);
  const put: Mishap = draw.chance(0.5)
    ? { kind: "delay", ms: 24_000, before: false }
    : throttled(String(seconds));
  return {
    faults: [{ where: "write", skip: 0, times: draw.pick([1, 2]), what: put }],
    deeds: [deed(draw, operation, { ms: draw.whole(500, seconds * 1_000) })],
  };
}

/** A write is put off, and by the time it may go out the world is another. */
function putOffWrite(draw: Draw, operation: Operation): Plot {
  const seconds = draw.pick([20, 120, 600]);
  const locked: Mishap = {
    kind: "status",
    status: 409,
    body: azureError("BMSUserErrorObjectLocked", "Something else is being done to the item."),
    headers: {},
    acted: false,
  };
  const what = draw.chance(0.6) ? throttled(String(seconds)) : locked;
  return {
    faults: [{ where: "write", skip: 0, times: draw.pick([1, 1, 3]), what }],
    deeds: [deed(draw, operation, { ms: draw.whole(300, seconds * 1_000) })],
  };
}

/** A deletion is lost, and the item seems gone, or comes back. */
function lostDelete(draw: Draw): Plot {
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

/** Within seconds of the end of a deletion, which takes that long (recordings), milliseconds. */
function justDeleted(draw: Draw): number {
  return draw.pick([22_000, 33_000, 33_000, 112_000]) + draw.whole(0, 9_000);
}

/** The workflow is cancelled while a write is under way. */
function cancelInFlight(draw: Draw): Plot {
  const ms = draw.pick([900, 1_500, 2_500, 6_000]);
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: { kind: "delay", ms, before: false } }],
    deeds: [],
    cancelAtMs: draw.whole(150, 2_600),
  };
}

/** The workflow is cancelled when the job's id is known, mostly. */
function cancelWhileJobRuns(draw: Draw): Plot {
  const inputs = draw.chance(0.85) ? { "on-cancel": "cancel-job" } : {};
  return { faults: [], deeds: [], cancelAtMs: draw.whole(2_500, 90_000), inputs };
}

/** An operation names two jobs, and the step does not come to the second. */
function twoJobs(draw: Draw): Plot {
  const second = draw.pick(["Completed", "Failed"]);
  const what: Mishap = { kind: "two-jobs", second, seconds: draw.pick([10, 90, 400]) };
  return {
    faults: [{ where: "operation", skip: 0, times: 1_000, what }],
    deeds: [],
    ...(draw.chance(0.4) && { turn: { jobStatus: "Failed" } }),
    ...(draw.chance(0.4) && { cancelAtMs: draw.whole(3_000, 200_000) }),
  };
}

/** The last reads fail for a while. */
function busyAtTheEnd(draw: Draw): Plot {
  const where = draw.pick<Where>(["item", "job", "operation"]);
  return {
    deeds: [],
    faults: [{ where, skip: 1, times: draw.whole(1, 6), what: throttled(draw.pick(["15", "90"])) }],
  };
}

function throttled(seconds: string): Mishap {
  return {
    kind: "status",
    status: 429,
    body: azureError("TooManyRequests", "Too many requests; wait."),
    headers: { "retry-after": seconds },
    acted: false,
  };
}

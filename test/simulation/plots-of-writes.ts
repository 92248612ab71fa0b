import type { Deed } from "./deed.ts";
import { azureError, ERRORS, PAGE } from "./fault-bodies.ts";
import { PLACE } from "./place.ts";
import { deed, type Plot, throttled } from "./plot.ts";
import type { Draw } from "./random.ts";
import { backsUp, type Mishap, type Operation, type SceneItem } from "./scene.ts";

/** The answer to a write is lost, and somebody does something that looks like its effect, or undoes it. */
export function lostWrite(draw: Draw, operation: Operation): Plot {
  const acted = draw.chance(0.5);
  const what = lostAnswer(draw, acted);
  return {
    faults: [{ where: "write", skip: 0, times: draw.pick([1, 1, 2]), what }],
    deeds: [deed(draw, operation, { ms: draw.whole(500, 90_000) })],
  };
}

/** What leaves it open whether a write was carried out; some of it looks as if it was not. */
export function lostAnswer(draw: Draw, acted: boolean): Mishap {
  return draw.pick<Mishap>([
    { kind: "drop", code: "ECONNRESET", acted },
    { kind: "hang", acted },
    { kind: "status", status: 504, body: "", headers: {}, acted },
    { kind: "status", status: 503, body: "", headers: { "retry-after": "10" }, acted },
    { kind: "status", status: 500, body: draw.pick(ERRORS[500] ?? [""]), headers: {}, acted },
    { kind: "status", status: 401, body: "", headers: {}, acted },
    { kind: "drop", code: "EHOSTUNREACH", acted },
    { kind: "status", status: draw.pick([400, 403, 404, 409]), body: PAGE, headers: {}, acted },
  ]);
}

/** The answer to a write is lost, and within seconds of it somebody does the like. */
export function shadowedWrite(draw: Draw, operation: Operation): Plot {
  const acted = draw.chance(0.5);
  const what = shadowOf(draw, operation, acted);
  const when = { write: draw.chance(0.8) ? draw.whole(0, 9_000) : draw.whole(9_000, 90_000) };
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: lostAnswer(draw, acted) }],
    deeds: [{ what, item: 0, when, atOnce: true }],
  };
}

/** The answer to a write that was carried out is lost, and somebody does the same seconds later. */
export function doubledWrite(draw: Draw, operation: Operation): Plot {
  const what = backsUp(operation) ? "backup-twin" : shadowOf(draw, operation, false);
  const when = { write: draw.whole(1_000, 6_000) };
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: lostAnswer(draw, true) }],
    deeds: [{ what, item: 0, when, atOnce: true }],
    inputs: { "dry-run": "false" },
  };
}

/** A look takes long, and the token of the guard's tenant that follows the next one until after the deadline. */
export function tokenPastDeadline(): Plot {
  const guarded = ["protectedItems/write#stopProtectionWithRetainData"];
  return {
    faults: [{ where: "vault", skip: 0, times: 1, what: throttled("24") }],
    deeds: [],
    token: { guardSlowMs: 9_000 },
    vault: { mua: true, guarded, guardElsewhere: true, unreadable: false },
    inputs: {
      ...{ "timeout-minutes": "0.6", "poll-interval-seconds": "5", "dry-run": "false" },
      ...{ "auth-type": "SESSION", "resource-guard-tenant-id": PLACE.guardTenant },
    },
  };
}

/** A look takes a minute, after which the token does not last for a write. */
export function agedToken(): Plot {
  return {
    faults: [{ where: "vault", skip: 0, times: 1, what: throttled("60") }],
    deeds: [],
    token: { livesMs: 330_000, renewMs: 0 },
    inputs: { "dry-run": "false" },
  };
}

/** What looks most like the operation; what nobody could tell from it happens only where that was carried out. */
export function shadowOf(draw: Draw, operation: Operation, acted: boolean): Deed["what"] {
  switch (operation) {
    case "backup-now":
    case "ensure-backup":
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

/** A write is put off, and by the time it may go out the world is another. */
export function putOffWrite(draw: Draw, operation: Operation): Plot {
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

/** The workflow is cancelled while a write is under way. */
export function cancelInFlight(draw: Draw): Plot {
  const ms = draw.pick([900, 1_500, 2_500, 6_000]);
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: { kind: "delay", ms, before: false } }],
    deeds: [],
    cancelAtMs: draw.whole(150, 2_600),
  };
}

/** A change is answered with an error of Azure's own, carried out all the same, and its job shows late. */
export function slowEffect(draw: Draw): Plot {
  const body = draw.pick((ERRORS[500] ?? []).slice(0, 2));
  const what: Mishap = { kind: "status", status: 500, body, headers: {}, acted: true };
  return {
    faults: [{ where: "write", skip: 0, times: 1, what }],
    deeds: [],
    turn: { jobHiddenSeconds: 600 },
  };
}

/** A backup of a VM or share never arrives, and within seconds the schedule takes one that is kept as long. */
export function scheduledMeanwhile(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const days = items[0]?.policy.endsWith("Long") ? 90 : 30;
  const when = { write: draw.whole(0, 8_000) };
  return {
    faults: [{ where: "write", skip: 0, times: 1, what: lostAnswer(draw, false) }],
    deeds: [{ what: "backup-alike", item: 0, when, atOnce: true }],
    inputs: { "retain-until": `${days}d`, "dry-run": "false" },
  };
}

import { nameInId, type ProtectedItem } from "../azure/backup/item.ts";
import { placeOf } from "../azure/backup/item-levels.ts";
import { isoTime } from "../json.ts";
import type { Before } from "../operations/plan.ts";
import { answerTo } from "./asking.ts";
import type { Authorized } from "./authorize.ts";
import type { Decision, SendPlan } from "./decision.ts";
import type { UnsentRequest } from "./known.ts";
import type { Observation } from "./observe.ts";
import type { Findings, ReadTools } from "./tools.ts";

const IMMUTABLE = { on: "yes", off: "no", unknown: "unknown" };

/** Prints one line about what was found, and below it everything the decision uses. */
export function announceItem({ item, vault }: Before, { log }: Pick<ReadTools, "log">): void {
  const { friendlyName, protectionState, policyId, condition, workload } = item;
  const policy = policyId === "" ? "no policy" : `policy '${nameInId(policyId)}'`;
  const state = condition === "soft-deleted" ? "soft-deleted" : protectionState;
  log.say(
    `Found the ${workload?.words} '${friendlyName}' (${placeOf(item)}): ${state}, ${policy}.`,
  );
  const rows = [
    ["Item", item.id],
    ["Protection state", protectionState],
    ["Policy", policyId],
    ["Last backup", item.lastBackupStatus],
    ["Last recovery point", isoTime(item.lastRecoveryPoint)],
    ["Deleted for good at", isoTime(item.purgeTime)],
    ["Vault's soft delete", vault.softDelete],
    ["Vault is immutable", IMMUTABLE[vault.immutability]],
    ["Multi-user authorization", vault.guarded ? "on" : "off"],
  ] as const;
  log.detail(
    "What Azure shows before the step",
    rows.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${value}`),
  );
}

/** Says why a backup is taken or waited for: the answer to what the operation asks first. */
export function announceAnswer(
  { kind }: Decision,
  { asked }: Pick<Observation, "asked">,
  { log }: Pick<ReadTools, "log">,
): void {
  const isNo = kind === "send" || kind === "join" || kind === "busy";
  if (isNo && asked !== undefined) log.say(answerTo(asked).message);
}

/** Shows how the retention of the two policies compares, kind by kind, if a decision compared it. */
export function announceRetention(
  decision: Decision,
  { learn, log }: Findings & Pick<ReadTools, "log">,
): void {
  const compared = "plan" in decision ? decision.plan : decision;
  const changes =
    compared !== undefined && "retention" in compared ? compared.retention : undefined;
  if (changes === undefined) return;
  learn({ retention: changes });
  log.detail(
    "Retention, present and new",
    changes.map(
      ({ kind, former, next, shorter }) =>
        `${kind}: ${former}, then ${next}${shorter ? " (shorter)" : ""}`,
    ),
  );
}

/** Prints what the reader should know before a write; does not repeat a warning. */
export function announceNotes(
  { warning, notes }: SendPlan,
  { known, learn, log }: Findings & Pick<ReadTools, "log">,
) {
  const isNew = warning !== undefined && !known().notes?.includes(warning);
  learn({ notes: warning === undefined ? notes : [warning, ...notes] });
  if (isNew) log.warn(warning);
  for (const note of notes) log.say(note);
}

/** The request, without the query of its URL; nothing in it is secret. */
export function requestOf(item: ProtectedItem, { write, unlock }: Authorized): UnsentRequest {
  return {
    method: write.method,
    path: `${item.id}${write.method === "POST" ? "/backup" : ""}`,
    body: write.body === undefined ? "" : JSON.stringify(write.body),
    unlock: unlock ?? "",
  };
}

/** Shows the request that is about to be sent. */
export function announceRequest(
  { method, path, body, unlock }: UnsentRequest,
  { log }: Pick<ReadTools, "log">,
): void {
  const lines = [
    unlock === "" ? "" : `Before it, the deletion is unlocked with ${unlock}`,
    `${method} ${path}`,
    body,
  ];
  log.detail(
    "The request",
    lines.filter((line) => line !== ""),
  );
}

/** Prints and records the request that a dry run does not send. */
export function announceUnsent(
  request: UnsentRequest,
  { log, learn }: Findings & Pick<ReadTools, "log">,
): void {
  const { method, path, body, unlock } = request;
  learn({ request });
  if (unlock !== "") log.say(`Would unlock the deletion with ${unlock}`);
  log.say(`Would send ${method} ${path}`);
  if (body !== "") log.say(`Would send the body ${body}`);
}

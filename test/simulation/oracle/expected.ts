import type { JobState } from "../../emulator/emulator.ts";
import type { Page } from "../../emulator/vault/book.ts";
import { DURATIONS, VAULTED_SHARE_SECONDS } from "../../emulator/vault/durations.ts";
import { sceneJobId } from "../place.ts";
import { type RunRecord, writesOf } from "../record.ts";
import { backsUp, type Scene } from "../scene.ts";
import { deadlineOf, timeForMany } from "./deadline.ts";
import { bringsWhatIsAsked, isSurelyFresh, NEW_POINT_MS } from "./ensured.ts";
import { expectedOfMany } from "./expected-of-many.ts";
import { kindOf } from "./kind.ts";
import { meantItem } from "./meant.ts";
import { isLasting, itemsNamed, readings } from "./names.ts";
import { durationMsOf, judgePoints } from "./points.ts";
import { decide, isBeside, isStopped, policyNamed, rowOf, wantedPolicy } from "./state-table.ts";
import { allowedEnds, isDry, isInDoubt, isWrite, jobOf } from "./truth.ts";

const SECOND_MS = 1_000;

/** How a step must end where nothing goes wrong; undefined where the contract or the draw leaves it open. */
export type Expected = "open" | "not red" | undefined;

/** What must come of a step in fair weather. */
export function expectedEnd(record: RunRecord): Expected {
  const { scene } = record;
  if (scene.weather === "rough" || scene.wrong || scene.vault.unreadable) return undefined;
  // Who asks every few seconds may use up the quota.
  const isThrottled = record.requests.some(
    ({ mishap, outcome }) => mishap === "" && outcome === 429,
  );
  if (isThrottled && scene.inputs["poll-interval-seconds"]) return undefined;
  const isEnsured = scene.operation === "ensure-backup";
  if (isWrite(record) && scene.meant.length > 1)
    return expectedOfMany(record, isEnsured ? expectedOfEnsured : expectedOfWrite);
  switch (scene.operation) {
    case "verify-backup":
      return expectedOfVerification(record);
    case "ensure-backup":
      return expectedOfEnsured(record);
    case "list-items":
      return namesLive(record) ? "open" : undefined;
    case "wait-for-job":
    case "cancel-job":
      return expectedOfJob(record);
    default:
      return expectedOfWrite(record);
  }
}

function expectedOfEnsured(record: RunRecord): Expected {
  if (isSurelyFresh(record)) return "open";
  return bringsWhatIsAsked(record) ? expectedOfWrite(record) : undefined;
}

function expectedOfWrite(record: RunRecord): Expected {
  const { scene, book, startedAt } = record;
  const item = meantItem(record);
  if (item === undefined || !isNameable(record)) return undefined;
  const page = book.at(startedAt);
  const facts = page.items.get(item);
  const decision = decide(scene, { page, facts }, startedAt);
  if (decision === "refuse" || decision === "not-found") return undefined;
  if (decision === "nothing" && !isUnsettled(scene)) return "open";
  // A dry run does not wait for a job that may change what is so already.
  if (isHeld(record)) return undefined;
  // A stopped share does not tell that its backups went to the vault, which Azure does not undo.
  if (facts?.hasVaultTier && !setsVaulted(scene, page)) return undefined;
  if (isDry(record)) return "not red";
  if (!hasTime(record)) return undefined;
  if (isGivenUp(record)) return undefined;
  return scene.inputs.wait === "false" ? "not red" : "open";
}

/** Whether a job may still change the protection of an item; a backup, a restore and a move to the archive do not (contract). */
export function isUnsettled({ jobs }: Scene): boolean {
  return jobs.some(
    ({ operation, endsInSeconds }) => operation === "ConfigureBackup" && endsInSeconds > 0,
  );
}

/** Whether the operation sets a policy that keeps backups in the vault, or none at all. */
function setsVaulted(scene: Scene, page: Page): boolean {
  const policy = policyNamed(page, wantedPolicy(scene));
  return policy === undefined || policy.properties.vaultRetentionPolicy !== undefined;
}

/** A change whose answer is lost twice is not sent again, and a backup that is in doubt never. */
function isGivenUp(record: RunRecord): boolean {
  const { scene } = record;
  const doubtful = writesOf(record).filter(isInDoubt);
  const lost = doubtful.length;
  // A job that shows late, or may be that of a namesake, may be its own, and so may one that has just begun.
  const hasBegun = scene.jobs.some((job) => job.startedMin === 0 && job.endsInSeconds > 0);
  const isUnsure = scene.turn.jobHiddenSeconds !== undefined || hasNamesake(record) || hasBegun;
  // A backup that was carried out is found, but for a VM's, which may look like one by its policy.
  const isLost =
    backsUp(scene.operation) &&
    (meantItem(record)?.workload === "VM" || doubtful.some(({ carriedOut }) => !carriedOut));
  return lost > 1 || (lost > 0 && (isUnsure || isLost));
}

function hasNamesake({ scene: { items, meant } }: RunRecord): boolean {
  const [index = 0] = meant;
  return items.some((one, other) => other !== index && one.name === items[index]?.name);
}

/** Whether somebody else's job stands in the way of a step that does not wait for it. */
function isHeld({ scene }: RunRecord): boolean {
  const running = scene.jobs.some(({ endsInSeconds }) => endsInSeconds > 0);
  return running && scene.inputs["on-conflict"] === "fail";
}

/** Whether twice the recorded durations fit into the time that the step has. */
function hasTime(record: RunRecord): boolean {
  const { scene, startedAt } = record;
  const item = meantItem(record);
  if (item === undefined) return false;
  const kind = kindOf(scene.operation);
  const { operation, job: usual = 0 } = DURATIONS[item.workload][kind];
  const job = kind === "Backup" && item.hasVaultTier ? VAULTED_SHARE_SECONDS : usual;
  const { jobs } = record.whole?.scene ?? scene;
  const ahead = Math.max(0, ...jobs.map(({ endsInSeconds }) => endsInSeconds));
  // A backup that is joined may bring nothing, and each leaves its point some time after its end.
  const listingMs = scene.operation === "ensure-backup" ? 2 * NEW_POINT_MS : 0;
  const neededMs = (2 * (operation + job + ahead) + 180) * SECOND_MS + listingMs;
  const { rounds, quotaMs } = companyOf(record);
  const extraMs = record.whole === undefined ? 0 : timeForMany(record);
  return startedAt + rounds * neededMs + quotaMs <= deadlineOf(record) - extraMs;
}

/** Reads of one kind that an item takes at most. */
const MOST_READS = 12;

/** How often the time of one item passes until all have had their turn, and how long the quota may hold them up. */
function companyOf({ whole }: RunRecord): { readonly rounds: number; readonly quotaMs: number } {
  if (whole === undefined) return { rounds: 1, quotaMs: 0 };
  const { meant, inputs, quota, items, jobs } = whole.scene;
  const atOnce = Number(inputs["max-parallel"] ?? 10);
  const isMixed = new Set(meant.map((index) => items[index]?.workload)).size > 1;
  const rounds = Math.ceil(meant.length / atOnce) + jobs.length;
  const hours = Math.ceil((MOST_READS * meant.length) / quota) - 1;
  return { rounds: isMixed ? Number.POSITIVE_INFINITY : rounds, quotaMs: hours * 3_600_000 };
}

/** SAP ASE is taken by its resource id only. */
function isNameable({ scene }: RunRecord): boolean {
  return (
    (scene.inputs.item ?? "").split("\n").every(isLasting) ||
    scene.items.every(({ workload }) => workload !== "SAPAseDatabase")
  );
}

/** Whether every line names one live item alone. */
function namesLive({ scene }: RunRecord): boolean {
  const lines = (scene.inputs.item ?? "").split("\n");
  const ase = scene.items.some(({ workload }) => workload === "SAPAseDatabase");
  return lines.every((line) => {
    const named = itemsNamed(line, scene);
    const live = named.filter((index) => scene.items[index]?.state !== "SoftDeleted");
    if (ase && !isLasting(line)) return false;
    const several = line.includes("*");
    if (several && hasTwoMeanings(line, scene, named)) return false;
    return live.length === named.length && (several ? live.length > 0 : live.length === 1);
  });
}

/** Whether a pattern names one item by a level by which it does not name another (contract). */
function hasTwoMeanings(line: string, { items }: Scene, named: readonly number[]): boolean {
  const [first = [], ...others] = named.map((index) => {
    const item = items[index];
    return item === undefined ? [] : readings(line, item, item.name);
  });
  return !first.some((reading) => others.every((one) => one.includes(reading)));
}

function expectedOfVerification(record: RunRecord): Expected {
  const { scene, items, book, startedAt, endedAt, vault } = record;
  if (!namesLive(record)) return undefined;
  // A time ahead of Azure's clock makes everything else look older, with a warning.
  if (scene.items.some(({ points }) => points.some(({ ageMin }) => ageMin < 0))) return undefined;
  const types = scene.inputs["recovery-point-types"] ?? "any";
  const question = {
    maxAgeMs: durationMsOf(scene.inputs["max-recovery-point-age"] ?? ""),
    types,
    allowed: allowedEnds(record),
    now: endedAt,
    latest: endedAt,
    listedAt: endedAt,
  };
  const lines = (scene.inputs.item ?? "").split("\n");
  const named = [...new Set(lines.flatMap((line) => itemsNamed(line, scene)))];
  const found = named.map((index) => {
    const item = items[index];
    return item && book.at(startedAt).items.get(item);
  });
  if (found.some((facts) => facts !== undefined && isBeside(facts))) return undefined;
  const ignores = scene.inputs["ignore-stopped"] === "true";
  const judged = found.filter((facts) => !(ignores && isStopped(facts)));
  const good = judged.every((facts) => {
    if (facts === undefined || rowOf(facts) === "deleted") return false;
    const narrowed = types !== "any" && ["VM", "AzureFileShare"].includes(facts.workload);
    const unsure = facts.lastBackupStatus === "CompletedWithWarnings";
    return !narrowed && !unsure && judgePoints(facts, vault.jobs, question) === "";
  });
  return good && judged.length > 0 ? "open" : undefined;
}

function expectedOfJob(record: RunRecord): Expected {
  const { scene, startedAt } = record;
  const job = jobOf(record, sceneJobId(0));
  const [drawn] = scene.jobs;
  if (job === undefined || drawn === undefined) return undefined;
  if (!(scene.inputs["job-id"] ?? "").endsWith(sceneJobId(0))) return undefined;
  if (scene.inputs.item !== undefined && !isSurelyOf(record, job)) return undefined;
  if (scene.operation === "cancel-job") {
    // What delays the request may let the job end first, and it is not repeated for ever.
    const [first] = writesOf(record);
    const isLate = startedAt + drawn.endsInSeconds * SECOND_MS <= (first?.at ?? record.endedAt);
    if (
      drawn.endsInSeconds < 120 ||
      isLate ||
      writesOf(record).some(({ mishap }) => mishap !== "")
    ) {
      return undefined;
    }
    return isDry(record) ? "not red" : "open";
  }
  const endsAt = startedAt + 2 * drawn.endsInSeconds * SECOND_MS + 180 * SECOND_MS;
  const inTime = endsAt <= deadlineOf(record);
  return inTime && allowedEnds(record).includes(drawn.status) ? "open" : undefined;
}

/** Whether a job is one of the item that is given, and of no other that its words may mean. */
function isSurelyOf(record: RunRecord, { item }: JobState): boolean {
  const { scene } = record;
  const [only, ...others] = itemsNamed(scene.inputs.item ?? "", scene);
  if (only === undefined || others.length > 0 || !isNameable(record)) return false;
  const name = scene.items[only]?.name.toLowerCase();
  const isAlone = scene.items.every(
    (one, index) => index === only || one.name.toLowerCase() !== name,
  );
  return item !== undefined && record.items[only] === item && isAlone && !isBeside(item);
}

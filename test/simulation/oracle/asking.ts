import type { ItemState } from "../../emulator/emulator.ts";
import { REQUESTS } from "../../emulator/vault/guard-api.ts";
import { lossBy } from "../../emulator/vault/policy-change.ts";
import type { RunRecord, SentRequest } from "../record.ts";
import type { Scene } from "../scene.ts";
import { meantItem } from "./meant.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property } from "./property.ts";
import { policyNamed, presentPolicy, wantedPolicy } from "./state-table.ts";
import { isSpoilt, type Moment, moments, ROUND_MS, SLACK_MS, sentItemWrites } from "./truth.ts";

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** A change that the vault's resource guard watches goes out with the guard's own request. */
export const guardAsked: Property = {
  name: "guardAsked",
  judge(record) {
    const item = meantItem(record);
    const puts = sentItemWrites(record).filter(({ method }) => method === "PUT");
    const isHidden = record.requests.some(({ path, outcome }) => path === "" && outcome === 403);
    if (item === undefined || puts.length === 0 || isHidden || isSpoilt(record))
      return NOT_AT_STAKE;
    const guarded = puts.flatMap((put) => {
      const [watched, ...others] = new Set(
        moments(record, item, put.at).map((moment) => watchedAs(record.scene, moment)),
      );
      return watched !== undefined && others.length === 0 ? [{ put, watched }] : [];
    });
    if (guarded.length === 0) return NOT_AT_STAKE;
    const bare = guarded.find(({ put, watched }) => {
      const wanted = `${record.vault.guard.resourceId}/${REQUESTS[watched]}/default`;
      return !put.body.includes(wanted);
    });
    return bare === undefined ? HOLDS : broken(`sent without the guard's word on ${bare.watched}`);
  },
};

/** What the guard calls the operation; undefined where it does not watch it. */
function watchedAs(scene: Scene, { page, facts }: Moment): string | undefined {
  const called = criticalOf(scene, { page, facts });
  return page.mua && called !== undefined && page.guarded.includes(called) ? called : undefined;
}

function criticalOf(scene: Scene, { page, facts }: Moment): string | undefined {
  switch (scene.operation) {
    case "stop-protection-retain-data":
      return "protectedItems/write#stopProtectionWithRetainData";
    case "suspend-backups":
      return "protectedItems/write#suspendBackupsWithRetainData";
    case "change-policy":
    case "resume-protection": {
      const to = policyNamed(page, wantedPolicy(scene));
      const from = facts && presentPolicy(page, facts);
      const isLoss = to !== undefined && lossBy(to, from) !== "none";
      return isLoss ? "protectedItems/write" : undefined;
    }
    default:
      return undefined;
  }
}

/** A backup is kept until the end that the user asks for, by the calendar, or until the usual one. */
export const expiryAsked: Property = {
  name: "expiryAsked",
  judge(record) {
    const item = meantItem(record);
    const posts = sentItemWrites(record).filter(({ path }) => path.endsWith("/backup"));
    if (item === undefined || posts.length === 0) return NOT_AT_STAKE;
    for (const post of posts) {
      const wrong = misfit(record, item, post);
      if (wrong !== undefined) return broken(wrong);
    }
    return HOLDS;
  },
};

function misfit(
  { scene, host }: RunRecord,
  { workload }: ItemState,
  { at, body }: SentRequest,
): string | undefined {
  const { properties } = JSON.parse(body) as { properties: Record<string, unknown> };
  const { backupType, recoveryPointExpiryTimeInUTC: given } = properties;
  const type = String(backupType);
  if (["Differential", "Log", "Incremental"].includes(type))
    return given === undefined ? undefined : `a ${type} is kept until ${String(given)}`;
  const asked = scene.inputs["retain-until"] ?? (type === "Full" ? "45d" : "30d");
  const areClocksRight = scene.date === "kept" && scene.runnerAheadMs === 0;
  if (!areClocksRight && !isDate(asked)) return undefined;
  const whole = (time: number) => (workload === "VM" ? Math.ceil(time / DAY_MS) * DAY_MS : time);
  const [least, most] = [at - ROUND_MS - SLACK_MS, at].map((time) => whole(endOf(asked, time)));
  const until = Date.parse(String(given));
  const fits = until >= (least ?? 0) - SECOND_MS && until <= (most ?? 0) + SECOND_MS;
  if (!fits) return `kept until ${String(given)}, and '${asked}' was asked for`;
  const isShort =
    workload === "SQLDataBase" && type === "Full" && until - at < 45 * DAY_MS - DAY_MS;
  const isTold = host.warnings.some((warning) => warning.includes("45 days"));
  return isShort && !isTold ? "a short Full goes out without a warning" : undefined;
}

function isDate(asked: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(asked);
}

/** A date is kept whole; months are those of the calendar, whose days may be fewer. */
function endOf(asked: string, from: number): number {
  if (isDate(asked)) return Date.parse(`${asked}T00:00:00Z`) + DAY_MS;
  const parts = /^P?(?:(\d+)y)?(?:(\d+)mo?)?(?:(\d+)w)?(?:(\d+)d)?$/i.exec(asked) ?? [];
  const [years = 0, months = 0, weeks = 0, days = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const start = new Date(from);
  const first = new Date(from);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + 12 * years + months);
  const inMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  first.setUTCDate(Math.min(start.getUTCDate(), inMonth.getUTCDate()));
  return first.getTime() + (7 * weeks + days) * DAY_MS;
}

import { isDatabase, isInstance } from "../emulator/vault/workloads.ts";
import { prefixOf } from "./draw-policies.ts";
import {
  clusterOf,
  groupOf,
  nativeNameOf,
  PLACE,
  pathOf,
  sceneItemId,
  sceneJobId,
  vaultPath,
} from "./place.ts";
import type { Draw } from "./random.ts";
import type { Operation, Scene, SceneItem, SceneJob, ScenePolicy, SceneVault } from "./scene.ts";

/** What inputs are drawn for. */
interface InputsWish {
  readonly operation: Operation;
  readonly items: readonly SceneItem[];
  readonly meant: readonly number[];
  readonly policies: readonly ScenePolicy[];
  readonly jobs: readonly SceneJob[];
  readonly vault: SceneVault;
  readonly weather: Scene["weather"];
}

/** The step's `with:`, as a user writes it; mostly right. */
export function drawInputs(draw: Draw, wish: InputsWish): Pick<Scene, "inputs" | "wrong"> {
  const { operation, weather } = wish;
  const calm = weather === "quiet";
  const inputs: Record<string, string> = {
    operation,
    "auth-type": "IDENTITY",
    ...drawVaultInputs(draw),
    ...operationInputs(draw, wish),
  };
  // A managed identity gets no tokens of another tenant.
  if (wish.vault.guardElsewhere && WITH_GUARD.includes(operation)) {
    inputs["auth-type"] = "SESSION";
    inputs["resource-guard-tenant-id"] = PLACE.guardTenant;
  }
  Object.assign(inputs, drawWorkloadType(draw, wish, inputs.item));
  const reads = operation === "verify-backup" || operation === "list-items";
  if (draw.chance(reads ? 0.05 : 0.18)) inputs["dry-run"] = "true";
  if (draw.chance(calm ? 0.1 : 0.4) && weather !== "fading") {
    inputs["timeout-minutes"] = draw.pick(["2", "5", "20", "60", "0.5", "600"]);
  }
  if (weather === "fading") inputs["timeout-minutes"] = "720";
  if (draw.chance(0.1)) inputs["poll-interval-seconds"] = draw.pick(["5", "30", "300"]);
  if (draw.chance(0.15)) inputs["on-conflict"] = draw.pick(["fail", "wait"]);
  if (draw.chance(0.2)) inputs["allowed-job-statuses"] = "Completed, CompletedWithWarnings";
  if (draw.chance(0.03)) inputs.summary = "false";
  const wrong = draw.chance(0.025);
  return { inputs: wrong ? { ...inputs, ...draw.pick(WRONG) } : inputs, wrong };
}

/** Operations that a resource guard may have to let through. */
const WITH_GUARD: readonly Operation[] = [
  "stop-protection-delete-data",
  "stop-protection-retain-data",
  "suspend-backups",
  "change-policy",
  "resume-protection",
];

/** What users get wrong. */
const WRONG: readonly Readonly<Record<string, string>>[] = [
  { "timeout-minutes": "soon" },
  { vault: "" },
  { "dry-run": "yes" },
  { "allowed-job-statuses": "Failed" },
  { "on-conflict": "ignore" },
  { "poll-interval-seconds": "-1" },
  { "poll-interval-seconds": "2200000" },
  { "timeout-minutes": "99999999" },
];

function drawVaultInputs(draw: Draw): Record<string, string> {
  if (draw.chance(0.3)) return { vault: vaultPath() };
  return {
    vault: draw.chance(0.9) ? PLACE.vault : PLACE.vault.toLowerCase(),
    "resource-group": PLACE.group,
    "subscription-id": PLACE.subscription,
  };
}

function operationInputs(draw: Draw, wish: InputsWish): Record<string, string> {
  const { operation, items, meant, jobs } = wish;
  const item = meant.map((index) => drawPath(draw, items[index], operation)).join("\n");
  switch (operation) {
    case "wait-for-job":
    case "cancel-job": {
      const id = draw.chance(0.05) ? sceneJobId(99) : sceneJobId(0);
      return {
        "job-id": draw.chance(0.8) ? id : `${vaultPath()}/backupJobs/${id}`,
        ...(operation === "wait-for-job" && draw.chance(0.5) && { "on-cancel": "cancel-job" }),
        ...(draw.chance(0.5) && { item: drawPath(draw, itemOfJob(draw, items), operation) }),
      };
    }
    case "change-policy":
    case "resume-protection":
      return { item, ...drawPolicy(draw, wish) };
    case "stop-protection-delete-data":
      return { item, "confirm-delete": drawConfirmation(draw, wish) };
    case "backup-now":
      return {
        item,
        ...drawBackup(draw, items[0]),
        ...(draw.chance(0.12) && { wait: "false" }),
      };
    case "ensure-backup":
      return { item, ...drawEnsured(draw, items[0]) };
    case "verify-backup":
      return {
        item: draw.chance(0.2) && meant.length > 1 ? drawPattern(draw, items) : item,
        ...(draw.chance(meant.length > 1 ? 0.4 : 0.15) && { "ignore-stopped": "true" }),
        "max-recovery-point-age": draw.pick(["1h", "90m", "4h", "24h", "25h", "7d"]),
        ...(draw.chance(0.3) && {
          "recovery-point-types": draw.pick(jobs.length > 9 ? ["any"] : ["full", "log", "any"]),
        }),
      };
    case "list-items":
      return {
        item: draw.chance(0.5) ? drawPattern(draw, items) : item,
        ...(draw.chance(0.3) && { "allow-empty": "true" }),
      };
    default:
      return { item };
  }
}

/** The item that a job is said to be of: its own, mostly. */
function itemOfJob(draw: Draw, items: readonly SceneItem[]): SceneItem | undefined {
  return draw.chance(0.5) ? items[0] : draw.pick(items);
}

/** Everything, or everything of one host. */
function drawPattern(draw: Draw, [first]: readonly SceneItem[]): string {
  return first === undefined || draw.chance(0.6) ? "*" : `${pathOf(first)[0]}/*`;
}

/** The kind of the items that are meant, where they are of one. */
function drawWorkloadType(
  draw: Draw,
  { items, meant }: InputsWish,
  item: string | undefined,
): Record<string, string> {
  const [type, ...others] = new Set(meant.map((index) => items[index]?.workload));
  const isOne = type !== undefined && others.length === 0 && !isInstance(type);
  if (item === undefined || !isOne || !draw.chance(item.includes("*") ? 0.6 : 0.1)) return {};
  return { "workload-type": type };
}

/** A path, an id, native names, in any case; now and then something that is not there. */
export function drawPath(draw: Draw, item: SceneItem | undefined, operation: Operation): string {
  if (item === undefined) return "";
  const [host, name] = pathOf(item);
  const written = draw.weighted([
    [6, `${host}/${name}`],
    [operation === "stop-protection-delete-data" ? 0.6 : 3, name],
    [4, sceneItemId(item)],
    [5, nativeNameOf(item)],
    [clusterOf(item) === undefined ? 0 : 4, `${clusterOf(item)}/${host}/${name}`],
    [1, `${host}/${name}`.toUpperCase()],
    [groupOf(item) === undefined ? 0 : 1, `${groupOf(item)}/${name}`],
    [0.2, `${host}/${name}x`],
  ]);
  return written;
}

function drawPolicy(
  draw: Draw,
  { operation, items, policies, vault }: InputsWish,
): Record<string, string> {
  const [item] = items;
  const prefix = item === undefined ? "" : prefixOf(item);
  const own = policies.filter(({ name }) => name.startsWith(prefix));
  const fitting = own.filter(({ enhanced }) => enhanced === item?.enhanced);
  const isVaulted = item?.policy.endsWith("Vaulted") ?? false;
  const named = (end: string) => own.find(({ name }) => name === `${prefix}${end}`)?.name;
  const often = (weight: number, end: string) =>
    [named(end) === undefined ? 0 : weight, named(end) ?? ""] as const;
  const policy = draw.weighted([
    often(draw.chance(0.4) ? 10 : 3, "Long"),
    often(4, "Short"),
    often(2, "Same"),
    often(vault.mua ? 8 : 1, "Rare"),
    often(item?.enhanced ? (operation === "resume-protection" ? 14 : 3) : 0, "Plain"),
    often(1, "Better"),
    often(item?.policy.endsWith("Odd") ? 6 : 0, "OddToo"),
    often(isVaulted ? 12 : 3, "VaultedToo"),
    often(isVaulted ? 3 : 8, "Vaulted"),
    often(isVaulted ? 4 : 0, "VaultedLess"),
    [3, draw.pick(fitting).name],
    [0.2, "NoSuchPolicy"],
  ]);
  return {
    policy: draw.chance(0.9) ? policy : `${vaultPath()}/backupPolicies/${policy}`,
    ...(draw.chance(0.25) && { "allow-shorter-retention": "true" }),
  };
}

function drawConfirmation(draw: Draw, { items, vault }: InputsWish): string {
  const name = items[0]?.name ?? "";
  const off = !["Enabled", "AlwaysON"].includes(vault.softDelete ?? "") || vault.unreadable;
  return draw.weighted([
    [8, off ? `permanently ${name}` : name],
    [2, name],
    [0.5, "something"],
    [1, name.toUpperCase()],
  ]);
}

/** Durations of the calendar and of days, and dates; one of the last in a leap year. */
const KEPT = ["60d", "10d", "8w", "1mo", "13mo", "6mo", "1y", "P2Y1M", "2026-12-31", "2028-02-28"];

function drawBackup(draw: Draw, item: SceneItem | undefined): Record<string, string> {
  const database = ["SQLDataBase", "SAPHanaDatabase", "SAPAseDatabase"].includes(
    item?.workload ?? "",
  );
  const type = draw.pick(
    item?.workload === "SQLDataBase"
      ? ["Full", "CopyOnlyFull", "Differential", "Log"]
      : ["Full", "Differential"],
  );
  const follows = type === "Differential" || type === "Log";
  const typed = database && draw.chance(0.6);
  return {
    ...(typed && { "backup-type": type }),
    ...(!(typed && follows) && draw.chance(0.4) && { "retain-until": draw.pick(KEPT) }),
    ...(draw.chance(0.35) && { "on-cancel": "cancel-job" }),
  };
}

/** What a recovery point is to be like, and a backup that can leave one like it. */
function drawEnsured(draw: Draw, item: SceneItem | undefined): Record<string, string> {
  const { "retain-until": until, "backup-type": type, ...others } = drawBackup(draw, item);
  const isOdd = item !== undefined && !isDatabase(item.workload) && !draw.chance(0.1);
  const types = isOdd ? "any" : draw.pick(["any", "any", "any", "full", "log"]);
  const fitting = { any: [], full: ["Full", "CopyOnlyFull"], log: ["Log"] }[types] ?? [];
  const isFitting = type !== undefined && (types === "any" || fitting.includes(type));
  const follows = types === "log" || (isFitting && ["Differential", "Log"].includes(type));
  return {
    ...others,
    ...(isFitting && { "backup-type": type }),
    ...(until !== undefined && !follows && { "retain-until": until }),
    ...((types !== "any" || draw.chance(0.2)) && { "recovery-point-types": types }),
    "max-recovery-point-age": draw.pick(["2m", "10m", "1h", "1h", "90m", "4h", "24h"]),
  };
}

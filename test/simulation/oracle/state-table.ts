import type { ItemState, PolicyState } from "../../emulator/emulator.ts";
import type { Page } from "../../emulator/vault/book.ts";
import { isInstance } from "../../emulator/vault/workloads.ts";
import { vaultPath } from "../place.ts";
import type { Scene } from "../scene.ts";
import { longestDays, shortens } from "./retention.ts";
import type { Facts, Moment } from "./truth.ts";

/** What a step must do with an item in its state. */
type Decision = "go" | "nothing" | "refuse" | "not-found";

type Row = "protected" | "error" | "stopped" | "suspended" | "deleted" | "gone";

const DAY_MS = 86_400_000;

/** The row of the state table that an item is in. */
export function rowOf(facts: Facts): Row {
  if (facts === undefined) return "gone";
  if (facts.deletedAt !== undefined) return "deleted";
  switch (facts.protectionState) {
    case "ProtectionStopped":
      return "stopped";
    case "BackupsSuspended":
      return "suspended";
    case "Protected":
    case "IRPending":
      return facts.policyInconsistent ? "error" : "protected";
    default:
      return "error";
  }
}

/** Whether no newer recovery point of an item comes by itself. */
export function isStopped(facts: Facts): boolean {
  return ["stopped", "suspended"].includes(rowOf(facts));
}

/** Whether deletions and shorter retention are refused: an unknown word counts as immutable. */
export function forbidsLoss({ immutability }: Page): boolean {
  return immutability !== undefined && immutability !== "Disabled";
}

/** Whether backups can be suspended: an unknown word does not count. */
function allowsSuspension({ immutability }: Page): boolean {
  return immutability === "Locked" || immutability === "Unlocked";
}

/** Whether a deletion must be confirmed as permanent. */
function isPermanent({ softDelete }: Page, scene: Scene): boolean {
  return scene.vault.unreadable || !["Enabled", "AlwaysON"].includes(softDelete ?? "");
}

/** The decision of the contract's state table, at one moment. */
export function decide(scene: Scene, { page, facts }: Moment, now: number): Decision {
  const row = rowOf(facts);
  if (row === "gone" || facts === undefined) return "not-found";
  if (isBeside(facts)) return "refuse";
  if (!namesHost(scene)) return "refuse";
  switch (scene.operation) {
    case "change-policy":
      if (row === "stopped" || row === "suspended" || row === "deleted") return "refuse";
      if (row === "protected" && hasPolicy(facts, scene)) return "nothing";
      return keepsRetention(scene, page, facts, now) ? "go" : "refuse";
    case "resume-protection":
      if (row === "deleted") return "refuse";
      if (row === "protected") return hasPolicy(facts, scene) ? "nothing" : "refuse";
      return keepsRetention(scene, page, facts, now) ? "go" : "refuse";
    case "stop-protection-retain-data":
      if (row === "deleted") return "refuse";
      return row === "stopped" ? "nothing" : "go";
    case "stop-protection-delete-data":
      if (row === "deleted") return "nothing";
      if (!scene.vault.unreadable && forbidsLoss(page)) return "refuse";
      return isConfirmed(facts, page, scene) ? "go" : "refuse";
    case "suspend-backups":
      if (row === "suspended") return "nothing";
      if (row === "stopped" || row === "deleted") return "refuse";
      return !scene.vault.unreadable && allowsSuspension(page) ? "go" : "refuse";
    case "undelete":
      return row === "deleted" ? "go" : "nothing";
    case "backup-now":
    case "ensure-backup":
      return row === "protected" || row === "error" ? "go" : "refuse";
    default:
      return "nothing";
  }
}

/** Whether it stands beside databases: an instance that is snapshotted as a whole, or what is part of one. */
export function isBeside({ workload, overrides }: Readonly<ItemState>): boolean {
  return isInstance(workload) || overrides.parentProtectedItem !== undefined;
}

/** Whether the line of a deletion names the host of the item too (contract). */
function namesHost({ operation, inputs }: Scene): boolean {
  if (operation !== "stop-protection-delete-data") return true;
  return (inputs.item ?? "").split("\n").every((line) => {
    const [first = ""] = line.split("/");
    return line.includes("/") && !/^(Sql|Hana|File)Group$/i.test(first);
  });
}

/** Whether the item shows what the operation asks for. */
export function isReached(scene: Scene, facts: Facts, former: Facts): boolean {
  const row = rowOf(facts);
  switch (scene.operation) {
    case "change-policy":
    case "resume-protection": {
      const bad = row === "error" && rowOf(former) !== "error";
      return (row === "protected" || row === "error") && !bad && hasPolicy(facts, scene);
    }
    case "stop-protection-retain-data":
    case "undelete":
      return row === "stopped";
    case "stop-protection-delete-data":
      return row === "deleted" || row === "gone";
    case "suspend-backups":
      return row === "suspended";
    default:
      return true;
  }
}

/** Whether the confirmation names what Azure found, and says that it is for good where it is. */
export function isConfirmed(facts: Facts, page: Page, scene: Scene): boolean {
  if (facts === undefined) return false;
  const { friendlyName } = facts;
  const wanted = isPermanent(page, scene) ? `permanently ${friendlyName}` : friendlyName;
  const given = (scene.inputs["confirm-delete"] ?? "").split("\n");
  return given.some((line) => line.trim().toLowerCase() === wanted.toLowerCase());
}

/** Whether an item names the policy that the step asks for. */
export function hasPolicy(facts: Facts, scene: Scene): boolean {
  const wanted = `${vaultPath()}/backupPolicies/${wantedPolicy(scene)}`;
  return facts?.policyId?.toLowerCase() === wanted.toLowerCase();
}

/** The name of the policy that the step asks for. */
export function wantedPolicy({ inputs }: Scene): string {
  return (inputs.policy ?? "").split("/").at(-1) ?? "";
}

/** Whether no recovery point can be lost, or the user has said that some may. */
function keepsRetention(scene: Scene, page: Page, facts: ItemState, now: number): boolean {
  const loses = losesPoints(wantedPolicy(scene), page, facts, now);
  if (loses === undefined) return false;
  if (!loses) return true;
  const leave = scene.inputs["allow-shorter-retention"] === "true";
  return leave && (scene.vault.unreadable || !forbidsLoss(page));
}

/** Whether setting a policy can lose points of an item; undefined where it cannot be set at all. */
export function losesPoints(
  name: string,
  page: Page,
  facts: Readonly<ItemState>,
  now: number,
): boolean | undefined {
  const to = policyNamed(page, name);
  const from = presentPolicy(page, facts);
  if (to === undefined || to.workload !== facts.workload || goesBack(from, to, facts))
    return undefined;
  if (facts.policyId === undefined) return outlives(facts, to, now);
  if (from?.name === to.name) return false;
  return from === undefined || shortens(from, to);
}

/** The policy that an item names; undefined where it names none, or one that is not there. */
export function presentPolicy(page: Page, { policyId }: Readonly<ItemState>) {
  return policyId === undefined ? undefined : policyNamed(page, policyId.split("/").at(-1) ?? "");
}

/**
 * There is no way back from an enhanced policy of a VM to a standard one, whether that says so or not,
 * nor from a share's policy that keeps backups in the vault to one of snapshots alone.
 */
function goesBack(
  from: PolicyState | undefined,
  to: PolicyState,
  { policyType }: Readonly<ItemState>,
): boolean {
  const isEnhanced = policyType === "V2" || from?.properties.policyType === "V2";
  const isVaulted = from?.properties.vaultRetentionPolicy !== undefined;
  return (
    (isEnhanced && to.properties.policyType !== "V2") ||
    (isVaulted && to.properties.vaultRetentionPolicy === undefined)
  );
}

/** A policy of the vault by its name. */
export function policyNamed({ policies }: Page, name: string): PolicyState | undefined {
  return policies.find((policy) => policy.name.toLowerCase() === name.toLowerCase());
}

/** Whether a stopped item has a point older than anything the policy keeps. */
function outlives({ recoveryPoints }: ItemState, policy: PolicyState, now: number): boolean {
  if (recoveryPoints.length === 0) return false;
  const longest = longestDays(policy);
  const oldest = Math.min(...recoveryPoints.map(({ time }) => time));
  return now - oldest > longest * DAY_MS;
}

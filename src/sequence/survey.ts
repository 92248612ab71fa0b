import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { Policy } from "../azure/backup/policy.ts";
import { insideVault, readVaultState, type VaultState } from "../azure/backup/vault.ts";
import type { Workload } from "../azure/backup/workload.ts";
import { awaitAll } from "../concurrency.ts";
import { ActionError, ArmError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import type { Found, Preference } from "../naming/choose-items.ts";
import { findItems } from "../naming/find-items.ts";
import { addressesOf, type Selection } from "../naming/item-ref.ts";
import { suggestPolicy } from "../naming/suggestions.ts";
import type { Findings, ReadTools } from "./tools.ts";

/** What to look for. */
interface SurveyOptions {
  readonly selection: Selection;
  readonly workload: Workload | undefined;
  /** A write needs the vault's protection settings too; a list needs only the items. */
  readonly purpose: "write" | "verify" | "list";
  /** Whether it is fine to find nothing. */
  readonly allowEmpty?: boolean;
  /** How many items the step may be about; any number if left out. */
  readonly maxItems?: number;
  /** Which of two items with the same name is meant; the live one if left out. */
  readonly prefers?: Preference;
  /** The name of the policy that the user gave, if the operation takes one. */
  readonly policyName?: string | undefined;
}

/** What the vault shows besides its items. */
export interface VaultView {
  readonly vault: VaultState;
  /** The policy that the user named, if the operation takes one. */
  readonly policy: Policy | undefined;
  /** All running jobs of the vault. */
  readonly running: readonly Job[];
}

/** What the first round of reads shows. */
type Survey = Found & VaultView;

/**
 * The first round, in parallel: the vault, the items or their lists, the policy, and the running
 * jobs, as far as the purpose needs them.
 *
 * @throws the first of the round's errors, in the order of `REASONS`; ActionError (`refused`) for
 * too many items.
 */
export async function survey(
  options: SurveyOptions,
  tools: Findings & Pick<ReadTools, "backup" | "log">,
): Promise<Survey> {
  const {
    selection,
    workload,
    purpose,
    allowEmpty = false,
    maxItems = Number.POSITIVE_INFINITY,
    policyName,
    prefers = "live",
  } = options;
  const writes = purpose === "write";
  // Addresses are read one by one, so too many of them are refused before that.
  if (selection.exclude.length === 0) requireAtMost(maxItems, addressesOf(selection).length);
  const search = {
    workload,
    allowEmpty,
    deletedToo: purpose === "list",
    prefers,
    several: !writes,
    mustLeaveOut: writes,
  };
  const [view, found] = await awaitAll(
    viewVault({ purpose, policyName }, tools),
    findItems(selection, search, tools.backup),
  );
  for (const warning of found.warnings) tools.log.warn(warning);
  requireAtMost(maxItems, found.items.length);
  return { ...found, ...view };
}

/** Refuses more items than the user expects, whatever would be done to each of them. */
function requireAtMost(maxItems: number, count: number): void {
  if (count <= maxItems) return;
  throw new ActionError(
    "refused",
    `${nameInput("item")} matches ${count} items, more than ${nameInput("max-items")}.`,
    { hint: `Narrow ${nameInput("item")} down, or raise ${nameInput("max-items")} (${maxItems}).` },
  );
}

/** Reads in parallel what a decision needs besides the item itself. */
export async function viewVault(
  { purpose, policyName }: Pick<SurveyOptions, "purpose" | "policyName">,
  tools: Pick<ReadTools, "backup">,
): Promise<VaultView> {
  const { backup } = tools;
  const [vault, policy, running] = await awaitAll(
    purpose === "write" ? backup.vaultState() : readVaultState(undefined),
    policyName === undefined ? undefined : namedPolicy(policyName, tools),
    purpose === "list" ? [] : backup.listJobs({ status: "InProgress" }),
  );
  return { vault, policy, running: running.filter(({ phase }) => phase === "running") };
}

async function namedPolicy(name: string, { backup }: Pick<ReadTools, "backup">): Promise<Policy> {
  const policy = await backup.policy(name);
  if (policy !== undefined) return policy;
  const names = await backup.listPolicyNames().catch(() => []);
  throw new ActionError(
    "policy-not-found",
    `The vault '${backup.vault.name}' has no policy '${name}'.`,
    {
      hint: suggestPolicy(name, names) ?? `Check ${nameInput("policy")} and ${nameInput("vault")}.`,
    },
  );
}

/** The policy with this id; undefined if there is none or it may not be read. */
export async function policyOf(
  id: string,
  { backup }: Pick<ReadTools, "backup">,
): Promise<Policy | undefined> {
  const path = insideVault(id, backup.vault);
  const name = /^backupPolicies\/(.+)$/i.exec(path ?? "")?.[1];
  if (name === undefined) return undefined;
  try {
    return await backup.policy(name);
  } catch (error) {
    if (error instanceof ArmError && error.status === 403) return undefined;
    throw error;
  }
}

/** Refuses an item of another workload: its requests, names and jobs are unknown to this action. */
export function requireHandledWorkload(item: ProtectedItem): void {
  if (item.workload !== undefined) return;
  const type =
    item.itemType === "" ? "a type that Azure does not name" : `the type '${item.itemType}'`;
  const what = item.unhandled === "" ? "" : `a ${item.unhandled}, `;
  throw new ActionError(
    "refused",
    `'${item.friendlyName}' is ${what}of ${type}, which this action does not handle.`,
    {
      hint: `It handles SQL, SAP HANA and SAP ASE databases in Azure VMs, Azure VMs and Azure file shares. Where a pattern matches the item too, set ${nameInput("workload-type")}, such as ${nameInput("workload-type", "SQLDataBase")}, or leave the item out with a line that begins with '!'.`,
    },
  );
}

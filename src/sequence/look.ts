import { type ProtectedItem, sameName } from "../azure/item.ts";
import type { Selection } from "../azure/item-path.ts";
import type { Job } from "../azure/job.ts";
import type { Policy } from "../azure/policy.ts";
import { insideVault, readVaultState, type VaultState } from "../azure/vault.ts";
import type { Workload } from "../azure/workload.ts";
import { ActionError, ArmError } from "../errors.ts";
import type { Before, Preference } from "../operations/plan.ts";
import { REASONS } from "../reasons.ts";
import { holds } from "./conflict.ts";
import { type Found, findByAddress, findItems } from "./find-items.ts";
import type { Tools } from "./tools.ts";

/** What the look is after. */
export interface Sought {
  readonly selection: Selection;
  readonly workload: Workload | undefined;
  /** What it is for: a write needs the vault's own protection, a list nothing but the items. */
  readonly purpose: "write" | "verify" | "list";
  /** Whether finding nothing is an answer too. */
  readonly allowEmpty?: boolean;
  /** Which of two items of one name is meant; a live one where it is left out. */
  readonly prefers?: Preference;
  /** The name of the policy that the user gave, where the operation takes one. */
  readonly policyName?: string | undefined;
}

/** What the first round of reads shows. */
export interface Survey extends Found {
  readonly vault: VaultState;
  readonly policy: Policy | undefined;
  /** Every job of the vault that is running. */
  readonly running: readonly Job[];
}

/**
 * The first round, in parallel: the vault, the items or the lists they are in, the policy, and the
 * running jobs, as far as the purpose needs them.
 *
 * @throws the first of the errors of the round, in the order of `REASONS`.
 */
export async function survey(sought: Sought, tools: Tools): Promise<Survey> {
  const { backup, learn } = tools;
  const { selection, workload, purpose, allowEmpty = false, policyName, prefers = "live" } = sought;
  const search = { workload, allowEmpty, deletedToo: purpose === "list", prefers };

  const [vault, found, policy, running] = await together(
    purpose === "write" ? backup.vaultState() : readVaultState(undefined),
    findItems(selection, search, backup),
    policyName === undefined ? undefined : namedPolicy(policyName, tools),
    purpose === "list" ? [] : backup.listJobs({ status: "InProgress" }),
  );
  if (policy !== undefined) learn({ policy: { id: policy.id, name: policy.name } });
  return { ...found, vault, policy, running: running.filter(({ phase }) => phase === "running") };
}

/** What is known of one item before the plan, with the jobs that run on it. */
export interface Seen {
  readonly before: Before;
  readonly running: readonly Job[];
  /** Whether the item was read after the jobs, so that no job can have ended in between. */
  readonly isFresh: boolean;
  /** The items of the lists that were read, by which jobs are told apart; none where none was read. */
  readonly listed: readonly ProtectedItem[];
}

/**
 * The second round, in parallel: the item's details where they can change the plan, and its present
 * policy where another one is asked for.
 *
 * @throws ActionError (`refused`) for a workload that this action does not handle, and as `survey`.
 */
export async function lookClosely(
  found: ProtectedItem,
  { vault, policy, running, listed }: Survey,
  options: { wantsDetails: boolean },
  tools: Tools,
): Promise<Seen> {
  const samePolicy = policy !== undefined && sameName(policy.id, found.policyId);
  // A list leaves out details, such as whether the policy is consistent (recordings).
  const readAgain = listed.length > 0 && (options.wantsDetails || samePolicy);
  const [item, listedPolicy] = await together(
    readAgain ? findByAddress(found.address, tools.backup) : found,
    samePolicy || policy === undefined ? policy : policyOf(found, tools),
  );
  // Should the list have been behind, the retention of the true policy is what counts.
  const formerPolicy = sameName(item.policyId, found.policyId)
    ? listedPolicy
    : await policyOf(item, tools);
  // After a write of our own the item may show its work, and is no longer as it was found.
  if (!tools.known().sent) tools.learn({ before: item });
  requireWorkload(item);

  return {
    before: {
      vault,
      item,
      formerPolicy,
      now: tools.serviceNow(),
      ...(policy === undefined ? {} : { policy }),
    },
    running: running.filter((job) => holds(job, { item, listed })),
    isFresh: readAgain,
    listed,
  };
}

async function namedPolicy(name: string, { backup }: Tools): Promise<Policy> {
  const policy = await backup.policy(name);
  if (policy !== undefined) return policy;
  const names = await backup.listPolicyNames().catch(() => []);
  const listed = names.map((known) => `'${known}'`).join(", ");
  throw new ActionError(
    "policy-not-found",
    `The vault '${backup.vault.name}' has no policy '${name}'.`,
    { hint: listed === "" ? "Check 'policy' and 'vault'." : `It has ${listed}.` },
  );
}

/** The policy the item has now; undefined where there is none or it may not be read. */
async function policyOf(item: ProtectedItem, { backup }: Tools): Promise<Policy | undefined> {
  const path = insideVault(item.policyId, backup.vault);
  const name = /^backupPolicies\/(.+)$/i.exec(path ?? "")?.[1];
  if (name === undefined) return undefined;
  try {
    return await backup.policy(name);
  } catch (error) {
    if (error instanceof ArmError && error.reason === "not-authorized") return undefined;
    throw error;
  }
}

/** Only items whose bodies, names and jobs are known are acted on. */
export function requireWorkload(item: ProtectedItem): void {
  if (item.workload !== undefined) return;
  throw new ActionError(
    "refused",
    `'${item.friendlyName}' is of the type '${item.itemType}', which this action does not handle.`,
    {
      hint: "It handles SQL, SAP HANA and SAP ASE databases in Azure VMs, Azure VMs and Azure file shares.",
    },
  );
}

/** Waits for all, then throws the error that counts most, so that the reason does not depend on timing. */
export async function together<T extends readonly unknown[]>(
  ...work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(work);
  const errors = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (errors.length > 0) throw errors.sort((a, b) => rank(a) - rank(b))[0];
  return results.map((result) => (result.status === "fulfilled" ? result.value : undefined)) as {
    -readonly [K in keyof T]: Awaited<T[K]>;
  };
}

/** What is not ours to explain is a defect, and so the last of all reasons to be closed. */
function rank(error: unknown): number {
  const reason = error instanceof ActionError ? error.reason : "defect";
  return Object.keys(REASONS).indexOf(reason);
}

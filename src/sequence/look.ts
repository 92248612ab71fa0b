import { type ProtectedItem, SQL_DATABASES, SQL_ITEM_TYPE, sameName } from "../azure/item.ts";
import type { ItemRef } from "../azure/item-path.ts";
import { type Job, mayConcern } from "../azure/job.ts";
import type { Policy } from "../azure/policy.ts";
import { insideVault } from "../azure/vault.ts";
import { ActionError, ArmError } from "../errors.ts";
import type { Before } from "../operations/plan.ts";
import { REASONS } from "../reasons.ts";
import { findByAddress, findByPath } from "./find-item.ts";
import type { Tools } from "./tools.ts";

/** What the look is after. */
export interface Sought {
  readonly item: ItemRef;
  /** The name of the policy that the user gave, where the operation takes one. */
  readonly policyName?: string | undefined;
}

/** What was seen, with the jobs that run on the item now. */
export interface Seen {
  readonly before: Before;
  readonly running: readonly Job[];
}

/**
 * Reads everything the plan needs, in two rounds of parallel requests: first the vault, the item
 * or the list it is in, the policy and the running jobs; then what only the item can lead to.
 *
 * @throws the first of the errors of a round, in the order of `REASONS`.
 */
export async function look(sought: Sought, tools: Tools): Promise<Seen> {
  const { backup, learn } = tools;
  const { item: ref, policyName } = sought;

  const [vault, found, policy, jobs] = await together(
    backup.vaultState(),
    ref.kind === "address" ? findByAddress(ref.address, backup) : findByPath(ref, backup),
    policyName === undefined ? undefined : namedPolicy(policyName, tools),
    backup.listJobs({
      backupManagementType: SQL_DATABASES.backupManagementType,
      status: "InProgress",
    }),
  );
  if (policy !== undefined) learn({ policy: { id: policy.id, name: policy.name } });

  const changes = policy !== undefined && !sameName(policy.id, found.policyId);
  const [item, formerPolicy] = await together(
    // A list leaves out details, such as whether the policy is consistent (recordings).
    ref.kind === "address" ? found : findByAddress(found.address, backup),
    changes ? policyOf(found, tools) : policy,
  );
  learn({ before: item });
  requireSqlDatabase(item);

  return {
    before: { vault, item, formerPolicy, ...(policy === undefined ? {} : { policy }) },
    running: jobs.filter((job) => job.phase === "running" && mayConcern(job, item)),
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

function requireSqlDatabase(item: ProtectedItem): void {
  if (sameName(item.itemType, SQL_ITEM_TYPE)) return;
  throw new ActionError(
    "refused",
    `'${item.friendlyName}' is of the type '${item.itemType}', not a SQL database in an Azure VM.`,
    { hint: "This version handles SQL databases in Azure VMs." },
  );
}

/** Waits for all, then throws the error that counts most, so that the reason does not depend on timing. */
async function together<T extends readonly unknown[]>(
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

/** Errors that are not ours to explain come first: they are defects. */
function rank(error: unknown): number {
  return error instanceof ActionError ? Object.keys(REASONS).indexOf(error.reason) : -1;
}

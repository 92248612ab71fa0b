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
import type { Seen } from "./shared-reads.ts";
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
  /** When the oldest of these reads was asked, by our own clock (ms since 1970). */
  readonly since: number;
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
  tools: Findings & Pick<ReadTools, "backup" | "log" | "pace" | "shared">,
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
    viewVault({ purpose, policyName, notBefore: tools.pace.clock.now() }, tools),
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

/** What a decision needs besides the item itself, read in parallel; items share what is new enough. */
export async function viewVault(
  {
    purpose,
    policyName,
    notBefore,
  }: Pick<SurveyOptions, "purpose" | "policyName"> & { readonly notBefore: number },
  { backup, shared }: Pick<ReadTools, "backup" | "shared">,
): Promise<VaultView> {
  const isWrite = purpose === "write";
  const nothing = <T>(value: T) => ({ value, askedAt: Number.POSITIVE_INFINITY });
  const [vault, policy, running] = await awaitAll(
    isWrite
      ? shared.read("vault", notBefore, () => backup.vaultState())
      : nothing(readVaultState(undefined)),
    policyName === undefined
      ? nothing(undefined)
      : namedPolicy(policyName, notBefore, { backup, shared }),
    purpose === "list"
      ? nothing([])
      : shared.read("running jobs", notBefore, () => backup.listJobs({ status: "InProgress" })),
  );
  return {
    vault: vault.value,
    policy: policy.value,
    running: running.value.filter(({ phase }) => phase === "running"),
    since: Math.min(vault.askedAt, policy.askedAt, running.askedAt),
  };
}

async function namedPolicy(
  name: string,
  notBefore: number,
  { backup, shared }: Pick<ReadTools, "backup" | "shared">,
): Promise<Seen<Policy>> {
  const { value: policy, askedAt } = await readPolicy(name, notBefore, { backup, shared });
  if (policy !== undefined) return { value: policy, askedAt };
  const names = await backup.listPolicyNames().catch(() => []);
  throw new ActionError(
    "policy-not-found",
    `The vault '${backup.vault.name}' has no policy '${name}'.`,
    {
      hint: suggestPolicy(name, names) ?? `Check ${nameInput("policy")} and ${nameInput("vault")}.`,
    },
  );
}

function readPolicy(
  name: string,
  notBefore: number,
  { backup, shared }: Pick<ReadTools, "backup" | "shared">,
): Promise<Seen<Policy | undefined>> {
  return shared.read(`policy ${name.toLowerCase()}`, notBefore, () => backup.policy(name));
}

/** The policy with this id; its value is undefined if there is none or it may not be read. */
export async function policyOf(
  id: string,
  notBefore: number,
  { backup, shared }: Pick<ReadTools, "backup" | "shared">,
): Promise<Seen<Policy | undefined>> {
  const unread = { value: undefined, askedAt: Number.POSITIVE_INFINITY };
  const path = insideVault(id, backup.vault);
  const name = /^backupPolicies\/(.+)$/i.exec(path ?? "")?.[1];
  if (name === undefined) return unread;
  try {
    return await readPolicy(name, notBefore, { backup, shared });
  } catch (error) {
    if (error instanceof ArmError && error.status === 403) return unread;
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

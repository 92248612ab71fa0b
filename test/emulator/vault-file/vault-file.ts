import { same } from "../server/wire.ts";
import { SUBSCRIPTION } from "../vault/additions.ts";
import { plainPolicy, SEED_POLICIES } from "../vault/seed-policies.ts";
import type { PolicyState, VaultState } from "../vault/state.ts";
import { WORKLOAD_NAMES } from "../vault/workloads.ts";
import { type Fields, listed, Piece } from "./fields.ts";
import { readItems, type VaultItem } from "./items.ts";
import { listedItems } from "./listed-items.ts";
import { readPolicy } from "./policy.ts";

/** A vault as a user describes it. */
export interface VaultFile
  extends Pick<
    VaultState,
    "name" | "resourceGroup" | "subscriptionId" | "softDeleteState" | "immutability"
  > {
  readonly policies: readonly PolicyState[];
  /** Each with the name of one of these policies. */
  readonly items: readonly (VaultItem & { readonly policy: string })[];
}

const FIELDS = [
  "vault",
  "resource-group",
  "subscription-id",
  "soft-delete",
  "immutability",
  "policies",
  "items",
] as const;
const DESCRIPTION = new RegExp(`^(${FIELDS.join("|")}):`, "m");

const VAULT_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)$/i;
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Reads a description of a vault, or the output `items` of `list-items` with whatever a log has around
 * it. What is left out is as in the vault of the seed.
 *
 * @throws VaultFileError
 */
export function readVaultFile(text: string, file: string): VaultFile {
  const listing = DESCRIPTION.test(text) ? undefined : listedItems(text);
  const whole = Piece.read(listing ?? text, file);
  const list = whole.list();
  const fields = whole.fields("the vault", FIELDS);
  if (list === undefined && fields === undefined) {
    throw whole.fail(
      `A vault is written as fields: ${listed(FIELDS)}. The output 'items' of 'list-items' will do, too.`,
    );
  }
  const items = readItems(list ?? listIn(fields, "items"));
  const policies = withSeeded(listIn(fields, "policies").map(readPolicy));
  return {
    ...place(fields),
    softDeleteState: fields?.word("soft-delete", ["Enabled", "Disabled", "AlwaysON"]) ?? "Enabled",
    immutability: fields?.word("immutability", ["Disabled", "Unlocked", "Locked"]),
    policies,
    items: items.map((item) => ({ ...item, policy: policyOf(item, policies) })),
  };
}

function listIn(fields: Fields | undefined, name: string): readonly Piece[] {
  const piece = fields?.piece(name);
  const list = piece?.list();
  if (piece !== undefined && list === undefined) throw piece.fail(`'${name}' is no list.`);
  return list ?? [];
}

/** Where the vault is, by its resource id or in parts. */
function place(
  fields: Fields | undefined,
): Pick<VaultFile, "name" | "resourceGroup" | "subscriptionId"> {
  const vault = fields?.text("vault");
  const [, subscription, group, name] = VAULT_ID.exec(vault ?? "") ?? [];
  if (vault?.includes("/") && name === undefined) {
    throw fields?.fail(
      "vault",
      "is neither a name nor the resource id of a Recovery Services vault",
    );
  }
  const subscriptionId = fields?.text("subscription-id") ?? subscription ?? SUBSCRIPTION;
  if (!GUID.test(subscriptionId)) {
    throw fields?.fail(
      subscription === undefined ? "subscription-id" : "vault",
      "has no GUID for the subscription",
    );
  }
  return {
    name: name ?? vault ?? "SQLServer2012",
    resourceGroup: fields?.text("resource-group") ?? group ?? "SQLServerSelfHost",
    subscriptionId,
  };
}

/** A workload of which the file has no policy has those of the seed, or a plain one. */
function withSeeded(policies: readonly PolicyState[]): readonly PolicyState[] {
  const has = (some: readonly PolicyState[], workload: string) =>
    some.some((one) => one.workload === workload);
  const seeded = structuredClone(SEED_POLICIES).filter(({ workload }) => !has(policies, workload));
  const plain = WORKLOAD_NAMES.filter((name) => !has([...policies, ...seeded], name)).map((name) =>
    plainPolicy(`${name}Policy`, name, { retention: { days: 5 }, logDays: 5 }),
  );
  return [...policies, ...seeded, ...plain];
}

function policyOf({ policy, workload, fail }: VaultItem, policies: readonly PolicyState[]): string {
  const fitting = policies.filter((one) => one.workload === workload);
  const found = fitting.find(({ name }) => policy === undefined || same(name, policy));
  if (found !== undefined) return found.name;
  const names = fitting.map(({ name }) => name);
  throw fail("policy", `is '${policy}'; for workload '${workload}' the vault has ${listed(names)}`);
}

import { insideVault, type VaultRef, vaultId } from "../azure/backup/vault.ts";
import { InputError } from "../errors.ts";
import type { InputName } from "../manifest/input-table.ts";

const IS_URL = /^https?:\/\//i;
/** How an id begins in a URL that carries it whole, and in one that carries it as a single part. */
const PLAIN_START = /\/subscriptions\/[^/]/i;
const ENCODED_START = /%(25)*2Fsubscriptions%(25)*2F/i;
/** Without its first slash an id is told from a path by having more parts than a path can. */
const SLASHLESS_ID = /^subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\//i;

/**
 * The resource id in what a user typed or pasted into `input`, as Azure prints it; undefined where it
 * is a name or a path. A URL of the portal, an id without its first slash and one that is
 * percent-encoded once are taken for the ids they are.
 *
 * @throws InputError for a URL without an id, and for an id that is encoded twice.
 */
export function writtenId(input: InputName, written: string): string | undefined {
  const text = written.trim();
  if (IS_URL.test(text)) return idInUrl(input, text);
  if (text.startsWith("/")) return decodedOnce(input, text);
  if (SLASHLESS_ID.test(text)) return decodedOnce(input, `/${text}`);
  return ENCODED_START.exec(text)?.index === 0 ? decodedOnce(input, text) : undefined;
}

/** Whether a text would be taken for an id, or for encoded names. */
export function mayBeId(text: string): boolean {
  const isId = IS_URL.test(text) || text.startsWith("/") || SLASHLESS_ID.test(text);
  return isId || ENCODED_START.exec(text)?.index === 0 || decodedNames(text) !== text;
}

/** The portal shows a page of a resource, such as its overview, below the id. */
function idInUrl(input: InputName, url: string): string {
  const plain = PLAIN_START.exec(url)?.index;
  const encoded = ENCODED_START.exec(url)?.index;
  if (plain !== undefined) return decoded(withoutPage(url.slice(plain).replace(/[?#].*$/s, "")));
  if (encoded !== undefined) {
    return decodedOnce(input, url.slice(encoded).replace(/[/?#&].*$/s, ""));
  }
  throw new InputError(
    input,
    `is a URL that holds no resource id (got '${url}')`,
    "Give the name, or the resource id that the portal shows under 'Properties' or 'JSON View'.",
  );
}

/** Behind its provider an id is pairs of type and name, so that a last part alone is a page; names of databases can hold slashes. */
function withoutPage(id: string): string {
  const plain = id.replace(/\/overview\/*$/i, "");
  if (/\/protectedItems\//i.test(plain)) return plain;
  const [, ...pairs] = plain.split("/providers/")[1]?.replace(/\/+$/, "").split("/") ?? [];
  return pairs.length % 2 === 1 ? plain.replace(/\/[^/]+\/*$/, "") : plain;
}

/**
 * Azure's own ids hold semicolons or nothing to encode, so a percent sign beside a semicolon belongs
 * to a name.
 */
function decodedOnce(input: InputName, id: string): string {
  if (id.includes(";") || !/%[0-9a-f]{2}/i.test(id)) return id;
  const once = decoded(id);
  if (once.includes(";") || !/%(2F|3B|25)/i.test(once)) return once;
  throw new InputError(
    input,
    `is percent-encoded more than once (got '${id}')`,
    "Write the id as 'az' prints it, with '/' and ';' as they are.",
  );
}

/** Native names `container/item` that are percent-encoded; no host has a percent sign in its name. */
export function decodedNames(written: string): string {
  const isEncoded = /^[^/;]*%3B[^/;]*(\/|%2F)[^/;]*%3B[^;]*$/i.test(written);
  return isEncoded ? decoded(written) : written;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What an id is the id of, by how it ends; "" where something has to follow. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^\/subscriptions\/[^/]+$/i, "a subscription"],
  [/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i, "a resource group"],
  [/\/Microsoft\.RecoveryServices\/vaults\/[^/]+$/i, "a vault"],
  [/\/backupPolicies\/[^/]+$/i, "a backup policy"],
  [/\/backupJobs\/[^/]+$/i, "a backup job"],
  [/\/protectedItems\/.+\/recoveryPoints\/[^/]+$/i, "a recovery point"],
  [/\/protectedItems\/.+$/i, "a protected item"],
  [/\/backupFabrics\/[^/]+(\/protectionContainers\/[^/]+)?$/i, ""],
  [
    /\/backupVaults\/[^/]+$/i,
    "a Backup vault, and this action works with Recovery Services vaults",
  ],
  [/\/virtualMachines\/[^/]+$/i, "a virtual machine"],
  [
    /\/storageAccounts\/[^/]+$/i,
    "a storage account, without a share's '/fileServices/default/shares/…'",
  ],
  [/\/shares\/[^/]+$/i, "a file share"],
  [/\/Microsoft\.Sql\/servers\/.+$/i, "Azure SQL, which no Recovery Services vault protects"],
];

/** Whether a text begins as every resource id does. */
function isResourceId(text: string): boolean {
  return /^\/subscriptions\//i.test(text);
}

/** What an id is that cannot be used as it stands, to go on after the name of an input. */
export function describeId(id: string): string {
  if (!isResourceId(id)) return "begins with a slash, but is not a resource id";
  const plain = id.replace(/\/+$/, "");
  const kind = KINDS.find(([ending]) => ending.test(plain))?.[1] ?? kindByType(plain);
  return kind === "" ? "is a resource id that is cut short" : `is the resource id of ${kind}`;
}

/** "" where the id breaks off before a name. */
function kindByType(id: string): string {
  const [namespace, ...rest] = id.split("/providers/")[1]?.split("/") ?? [];
  if (rest.length < 2 || rest.length % 2 === 1) return "";
  return `a '${[namespace, ...rest.filter((_, index) => index % 2 === 0)].join("/")}'`;
}

/** What every id of something in a vault begins with. */
const IN_A_VAULT =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.RecoveryServices\/vaults\/[^/]+\/./i;

/**
 * What follows the vault in an id that a user wrote into `input`; `forms` says what else can be written.
 *
 * @throws InputError when the id is not in this vault.
 */
export function requireInsideVault(
  input: InputName,
  id: string,
  { vault, forms }: { vault: VaultRef; forms: string },
): string {
  const rest = insideVault(id, vault);
  if (rest !== undefined) return rest;
  if (!IN_A_VAULT.test(id)) throw new InputError(input, `${describeId(id)} (got '${id}')`, forms);
  throw new InputError(
    input,
    `is not the resource id of something in vault '${vault.name}' (got '${id}')`,
    `Use an id that starts with '${decodeURIComponent(vaultId(vault))}/', or the plain name.`,
  );
}

/** The subscription of an id of something in a vault; "" for any other text. */
export function subscriptionInVaultId(id: string): string {
  return IN_A_VAULT.test(id) ? (id.split("/")[2] ?? "") : "";
}

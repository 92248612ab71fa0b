import { insideVault, type VaultRef, vaultId } from "../azure/backup/vault.ts";
import { InputError } from "../errors.ts";
import type { InputName } from "../manifest/input-table.ts";

const IS_URL = /^https?:\/\//i;
/** The beginning of an id in a URL: plain, or encoded as one part of the path. */
const PLAIN_START = /\/subscriptions\/[^/]/i;
const ENCODED_START = /%(25)*2Fsubscriptions%(25)*2F/i;
/** An id without its first slash; it has more parts than any path of an item. */
const SLASHLESS_ID = /^subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\//i;

/**
 * The resource id in what a user typed or pasted into `input`, as Azure prints it; undefined for a
 * name or a path. Accepts a URL of the portal, an id without its first slash, and an id that is
 * percent-encoded once.
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

/** Whether a text would be read as an id, or as encoded names. */
export function mayBeId(text: string): boolean {
  const isId = IS_URL.test(text) || text.startsWith("/") || SLASHLESS_ID.test(text);
  return isId || ENCODED_START.exec(text)?.index === 0 || decodedNames(text) !== text;
}

/** The id in a portal URL, which shows a page of a resource, such as its overview, below the id. */
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

/**
 * Removes the page from an id. After the provider come pairs of type and name, so a single last
 * part is a page. Names of databases can contain slashes.
 */
function withoutPage(id: string): string {
  const plain = id.replace(/\/overview\/*$/i, "");
  if (/\/protectedItems\//i.test(plain)) return plain;
  const [, ...pairs] = plain.split("/providers/")[1]?.replace(/\/+$/, "").split("/") ?? [];
  return pairs.length % 2 === 1 ? plain.replace(/\/[^/]+\/*$/, "") : plain;
}

/**
 * Decodes an id that is encoded once. Azure's own ids contain semicolons or nothing to encode, so
 * next to a semicolon a percent sign belongs to a name.
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

/**
 * Decodes native names `container/item` that are percent-encoded; no host has a percent sign in its
 * name.
 */
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

/** What an id names, by its ending; "" if something has to follow. */
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
    "a Backup vault, but this action works with Recovery Services vaults",
  ],
  [/\/virtualMachines\/[^/]+$/i, "a virtual machine"],
  [
    /\/storageAccounts\/[^/]+$/i,
    "a storage account, without a share's '/fileServices/default/shares/…'",
  ],
  [/\/shares\/[^/]+$/i, "a file share"],
  [/\/Microsoft\.Sql\/servers\/.+$/i, "Azure SQL, which no Recovery Services vault protects"],
];

/** Whether a text begins like a resource id. */
function isResourceId(text: string): boolean {
  return /^\/subscriptions\//i.test(text);
}

/** What an unusable id is; continues the sentence after the name of an input. */
export function describeId(id: string): string {
  if (!isResourceId(id)) return "begins with a slash, but is not a resource id";
  const plain = id.replace(/\/+$/, "");
  const kind = KINDS.find(([ending]) => ending.test(plain))?.[1] ?? kindByType(plain);
  return kind === "" ? "is a resource id that is cut short" : `is the resource id of ${kind}`;
}

/** The kind of an id by its type; "" if the id ends before a name. */
function kindByType(id: string): string {
  const [namespace, ...rest] = id.split("/providers/")[1]?.split("/") ?? [];
  if (rest.length < 2 || rest.length % 2 === 1) return "";
  return `a '${[namespace, ...rest.filter((_, index) => index % 2 === 0)].join("/")}'`;
}

/** The beginning of the id of anything in a vault. */
const IN_A_VAULT =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.RecoveryServices\/vaults\/[^/]+\/./i;

/**
 * What follows the vault in an id that a user wrote into `input`; `forms` says what else is allowed.
 *
 * @throws InputError if the id is not in this vault.
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

/** The subscription in the id of something in a vault; "" for any other text. */
export function subscriptionInVaultId(id: string): string {
  return IN_A_VAULT.test(id) ? (id.split("/")[2] ?? "") : "";
}

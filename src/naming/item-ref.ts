import { type ItemAddress, parseItemPath } from "../azure/backup/item.ts";
import { nativeName, parseNativeName } from "../azure/backup/native-name.ts";
import type { VaultRef } from "../azure/backup/vault.ts";
import { WORKLOADS, type Workload, workloadOfName } from "../azure/backup/workload.ts";
import { InputError } from "../errors.ts";
import { nameOutput } from "../manifest/names-in-messages.ts";
import { clip } from "../text.ts";
import {
  decodedNames,
  describeId,
  mayBeId,
  requireInsideVault,
  writtenId,
} from "../values/written-id.ts";
import { readEachLine } from "./bad-lines.ts";

/**
 * What the user wrote: native names, the id of the protected resource, or a path read from the
 * right, in which `*` matches within a part.
 */
export type ItemRef =
  | { readonly kind: "address"; readonly address: ItemAddress; readonly written: string }
  | { readonly kind: "source"; readonly source: BackupSource; readonly written: string }
  | { readonly kind: "path"; readonly parts: readonly string[]; readonly written: string };

/** A virtual machine or a file share by its own resource id. */
interface BackupSource {
  readonly workload: Workload;
  /** Resource id of the virtual machine, or of the share's storage account. */
  readonly id: string;
  /** The machine's or the share's name. */
  readonly name: string;
}

/** Which items are meant: those of the first list without those of the second. */
export interface Selection {
  readonly include: readonly ItemRef[];
  readonly exclude: readonly ItemRef[];
}

/** What names an item by its address. */
export type AddressRef = Extract<ItemRef, { kind: "address" }>;

/** The addresses among the lines, each once: a resource id and native names may be one address. */
export function addressesOf({ include }: Selection): readonly AddressRef[] {
  const addresses = include.filter((ref) => ref.kind === "address");
  return [
    ...new Map(addresses.map((ref) => [nativeName(ref.address).toLowerCase(), ref])).values(),
  ];
}

/**
 * Reads `item`, one reference per line; a line with `!` in front leaves out what it matches.
 *
 * @throws InputError, also if there is nothing left to include, or ActionError about all bad lines.
 */
export function parseSelection(written: string, vault: VaultRef): Selection {
  const lines = written
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  refuseList(written, lines);
  if (lines.every(leavesOut)) {
    throw new InputError(
      "item",
      "only leaves items out",
      "Name the items to choose from, such as '*'.",
    );
  }
  const read = readEachLine(lines, (line) => {
    const isOut = leavesOut(line);
    return { isOut, ref: parseItemRef(isOut ? line.slice(1).trim() : line, vault) };
  });
  return {
    include: read.filter(({ isOut }) => !isOut).map(({ ref }) => ref),
    exclude: read.filter(({ isOut }) => isOut).map(({ ref }) => ref),
  };
}

function leavesOut(line: string): boolean {
  return line.startsWith("!");
}

/** How to write several items, for messages. */
export const ONE_A_LINE = "One item a line, without commas, dashes, quotes or comments.";

/** Forms that are surely a mistake: lists in YAML, quotes around a line, and comments. */
const NO_PATHS: readonly { readonly form: RegExp; readonly is: string }[] = [
  { form: /^-\s+(?<plain>.*)$/, is: "begins with a dash, as in a YAML list" },
  { form: /^#\s/, is: "is a comment" },
  { form: /^(["'`])(?<plain>.+)\1,?$/, is: "is in quotes" },
];

function refuseList(written: string, lines: readonly string[]): void {
  const json = [written, ...lines].find(isJsonList);
  if (json !== undefined) {
    throw new InputError(
      "item",
      `is a list or an object in JSON (got '${clip(json, 100)}')`,
      `${ONE_A_LINE} Of the output ${nameOutput("items")}, give the 'item' of one element, such as with a matrix.`,
    );
  }
  for (const line of lines) {
    const odd = NO_PATHS.find(({ form }) => form.test(line));
    if (odd === undefined) continue;
    const plain = odd.form.exec(line)?.groups?.plain?.replace(/^(["'])(.*)\1$/, "$2");
    throw new InputError(
      "item",
      `has a line that ${odd.is} (got '${line}')`,
      plain ? `${ONE_A_LINE} Write: ${plain}` : ONE_A_LINE,
    );
  }
}

/** Also accepts lists as Python and PowerShell print them, with other quotes. */
function isJsonList(text: string): boolean {
  if (/^\s*\[\s*'.*'\s*\]\s*$/s.test(text)) return true;
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether these parts, written as a line of `item`, read as a path; some names read as a list or an
 * id.
 */
export function isReadAsPath(parts: readonly string[]): boolean {
  const line = parts.join("/");
  return !isJsonList(line) && !NO_PATHS.some(({ form }) => form.test(line)) && !mayBeId(line);
}

/** Whether a reference may match several items. */
export function isPattern(ref: ItemRef): boolean {
  return ref.kind === "path" && ref.parts.some((part) => part.includes("*"));
}

const FORMS =
  "Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.";

/**
 * Reads one line of `item`: a resource id, native names as `container;…/item;…`, or a path.
 *
 * @throws InputError for an id of something else, or an empty part.
 */
export function parseItemRef(written: string, vault: VaultRef): ItemRef {
  const id = writtenId("item", written);
  if (id !== undefined) {
    const source = sourceOf(id);
    if (source !== undefined) return { kind: "source", source, written };
    const address = parseItemPath(requireInsideVault("item", id, { vault, forms: FORMS }));
    if (address !== undefined && !/\/recoveryPoints\/[^/]+$/i.test(id)) {
      return { kind: "address", address, written };
    }
    throw new InputError("item", `${describeId(id)} (got '${written}')`, FORMS);
  }

  const address = parseNativeName(decodedNames(written));
  if (address !== undefined) return { kind: "address", address, written };

  const parts = written.split("/").map((part) => part.trim());
  if (parts.includes("")) {
    throw new InputError("item", `has an empty part (got '${written}')`, FORMS);
  }
  return { kind: "path", parts, written };
}

/** The VM or share that a resource id names; undefined for any other id. */
function sourceOf(resourceId: string): BackupSource | undefined {
  for (const workload of WORKLOADS) {
    const [, id, name] = workload.ownId?.exec(resourceId) ?? [];
    if (id && name) return { workload, id, name };
  }
  return undefined;
}

/** The only workload that a reference can mean; undefined if it does not say. */
export function workloadOfRef(ref: ItemRef): Workload | undefined {
  if (ref.kind === "source") return ref.source.workload;
  return ref.kind === "address" ? workloadOfName(ref.address.name) : undefined;
}

/** The name at the end of a reference; in native names it follows the last semicolon. */
export function refName(ref: ItemRef): string {
  if (ref.kind === "source") return ref.source.name;
  if (ref.kind === "address") return ref.address.name.split(";").at(-1) ?? "";
  return ref.parts.at(-1) ?? "";
}

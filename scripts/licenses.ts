import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What is known about a package's licence. */
interface Package {
  readonly name: string;
  readonly version: string;
  /** SPDX expression from its `package.json`; empty if it has none. */
  readonly license: string;
  readonly author: string;
  readonly repository: string;
  /** The full texts of its licence and notice files. */
  readonly texts: readonly string[];
}

/** Licences that let anyone pass on the code if the licence text comes with it. */
const ALLOWED = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
];

const LICENSE_FILE = /^(licen[cs]e|copying|notice|third-?party-?notices?)([.-].*)?$/i;

/** Reads what a package in `folder` says about its licence. */
export function readPackage(folder: string): Package {
  const json = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return {
    name: json.name,
    version: json.version,
    license: typeof json.license === "string" ? json.license : "",
    author: json.author?.name ?? json.author ?? "",
    repository: json.repository?.url ?? json.repository ?? "",
    texts: readdirSync(folder)
      .filter((file) => LICENSE_FILE.test(file))
      .toSorted()
      .map((file) => readFileSync(join(folder, file), "utf8")),
  };
}

/**
 * The text of `dist/licenses.txt`: the same bytes for the same packages, in any order.
 *
 * @throws if a package's licence is not in `ALLOWED`.
 */
export function licensesText(packages: readonly Package[]): string {
  const sections = new Map(packages.map((found) => [titleOf(found), sectionOf(found)]));
  const sorted = [...sections].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [HEAD, ...sorted.map(([title, section]) => `${RULE}${title}\n${section}`)].join("\n");
}

/** The packages in a text of licences, as `name@version`. */
export function packagesNamed(text: string): readonly string[] {
  return [...text.matchAll(/^={80}\n(\S+@\S+)\nLicense: /gm)].map(([, title = ""]) => title);
}

const HEAD =
  "The bundle in this folder holds code of these packages. `npm run build` writes this file.\n";
const RULE = `${"=".repeat(80)}\n`;

function titleOf({ name, version }: Package): string {
  return `${name}@${version}`;
}

function sectionOf(found: Package): string {
  if (!ALLOWED.includes(found.license)) {
    throw new Error(
      `${titleOf(found)} has the licence '${found.license}', which scripts/licenses.ts does not allow.`,
    );
  }
  const texts = found.texts.length > 0 ? found.texts : [withoutText(found)];
  return [`License: ${found.license}`, ...texts.map(unified)].join("\n\n").concat("\n");
}

/** The text for a package that names its licence but has no licence file: what it does say. */
function withoutText({ author, repository }: Package): string {
  const owner = author === "" ? "" : ` Author: ${author}.`;
  const source = repository === "" ? "" : ` Source: ${repository}.`;
  return `The package holds no text of its licence.${owner}${source}`;
}

function unified(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/^\uFEFF/, "")
    .trim();
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Mapped, NewPseudonyms } from "./pseudonyms.ts";
import { type RecordFile, scrubFile } from "./scrub-file.ts";
import { survivors } from "./survivors.ts";

/** A file of the record, and its name. */
interface Named {
  readonly name: string;
  readonly file: RecordFile;
}

/** What writing a record needs. */
interface Writing {
  readonly out: string;
  readonly startedAt: number;
  readonly armOrigin: string;
  readonly secrets: readonly string[];
  readonly print: (line: string) => void;
}

/** Writes the record, then looks for what must not be in it, and deletes it if there is any. */
export function writeRecord(
  files: readonly Named[],
  { out, startedAt, ...writing }: Writing,
): boolean {
  const { print, secrets, armOrigin } = writing;
  const { scrubbed, mapping } = scrub(files, armOrigin);
  const name = new Date(startedAt).toISOString().slice(0, 19).replaceAll(":", "");
  const folder = join(out, name);
  const found = leftovers(folder, scrubbed, { mapping, secrets });
  if (found.length > 0) {
    print("The record was deleted, because something of your vault was still in it:");
    for (const line of found.slice(0, 20)) print(`    ${line}`);
    return false;
  }
  const key = join(out, `${name}.private`);
  writeFileSync(key, `${JSON.stringify(mapping, null, 1)}\n`, {
    mode: 0o600,
  });
  print(
    `The record: ${folder} (${scrubbed.length} files). Read it before you share it: docs/live.md`,
  );
  print(`What stands for what: ${key}. It is PRIVATE: never share or commit it.`);
  print(`Play it: npm run replay -- ${folder}`);
  return true;
}

/** Writes the files, reads them again, and deletes them all if one holds what it must not. */
function leftovers(
  folder: string,
  files: readonly Named[],
  known: { readonly mapping: readonly Mapped[]; readonly secrets: readonly string[] },
): readonly string[] {
  mkdirSync(folder, { recursive: true });
  let found: readonly string[] = ["the check did not end"];
  try {
    found = files.flatMap(({ name, file }) => {
      const path = join(folder, name);
      writeFileSync(path, `${JSON.stringify(file, null, 1)}\n`);
      const survived = survivors(readFileSync(path, "utf8"), known);
      return survived.map((one) => `${name}: ${known.secrets.includes(one) ? "(a secret)" : one}`);
    });
    return found;
  } finally {
    if (found.length > 0) rmSync(folder, { recursive: true });
  }
}

/** Everything is replaced twice: the first time tells what must not be a pseudonym. */
function scrub(files: readonly Named[], armOrigin: string) {
  const scrubWith = (names: NewPseudonyms) =>
    files.map(({ name, file }) => ({ name, file: scrubFile(file, { names, armOrigin }) }));
  const first = new NewPseudonyms([]);
  scrubWith(first);
  const names = new NewPseudonyms(first.mapping());
  const scrubbed = scrubWith(names);
  return { scrubbed, mapping: names.mapping() };
}

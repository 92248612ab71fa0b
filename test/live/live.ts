import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REASONS, type Reason } from "../../src/reasons.ts";
import type { LiveCall } from "./arguments.ts";
import { type Mapped, NewPseudonyms } from "./pseudonyms.ts";
import { fileName, recordOf, vaultIdIn } from "./record.ts";
import { type LiveWorld, type StepRun, stepRunner } from "./run-step.ts";
import { type RecordFile, scrubFile } from "./scrub-file.ts";
import { PUBLIC_ARM } from "./scrub-names.ts";
import { backupOf, dryRunsOn, findStep, type LiveStep, type NoStep, readsOn } from "./steps.ts";
import { survivors } from "./survivors.ts";

/** The exit codes, as the help explains them. */
const EXIT = { written: 0, none: 1, wrongCall: 2, someFailed: 3, interrupted: 130 } as const;

/** Reasons that tell of the set-up, and not of the item. */
const FAILED: readonly Reason[] = [
  "contact-lost",
  "defect",
  "invalid-input",
  "not-authorized",
  "sign-in-failed",
];

/** A live run's surroundings. */
export interface LiveSurroundings extends LiveWorld {
  /** Further values that no record may hold, such as ids of the environment. */
  secrets(): readonly string[];
  print(line: string): void;
}

/** A file of the record, and its name. */
interface Named {
  readonly name: string;
  readonly file: RecordFile;
}

/**
 * Runs every step on the owner's vault and writes the record, the mapping beside it.
 *
 * @returns the exit code.
 */
export async function live(call: LiveCall, world: LiveSurroundings): Promise<number> {
  const { print } = world;
  const log = (line: string) => print(`    ${line}`);
  const { runStep, tokens } = stepRunner([...call.vault, ...call.signIn], world, log);
  const startedAt = world.clock.now();
  const done: { step: LiveStep; run: StepRun }[] = [];
  const take = async (step: LiveStep) => {
    print(`--- ${step.name}`);
    const run = await runStep(step);
    done.push({ step, run });
    if (run.lost > 0) log(`${run.lost} requests got no answer; they are not in the record.`);
    return run;
  };

  const found = await take(findStep(call));
  const [item, ...others] = found.listed;
  if (item === undefined || others.length > 0) {
    print(`There is no record: '${call.item}' does not name one item, or it could not be read.`);
    if (found.reason === "invalid-input") return EXIT.wrongCall;
    return world.signal.aborted ? EXIT.interrupted : EXIT.none;
  }
  let policyId = "";
  for (const step of readsOn(item, call)) policyId = (await take(step)).policyId || policyId;
  const policy = call.policy || (policyId.split("/").at(-1) ?? "");
  for (const step of dryRunsOn(item, { ...call, policy })) {
    if (world.signal.aborted) break;
    if (isStep(step)) await take(step);
    else print(`--- ${step.name}: left out, ${step.why}.`);
  }
  if (call.withBackup && !world.signal.aborted) await take(backupOf(item));

  const vaultId = vaultIdIn(done.flatMap(({ run }) => run.sent));
  const files = done
    .filter(({ run }) => run.sent.length > 0)
    .map(({ step, run }, index) => {
      const file = recordOf({ step, run, workload: item.workload, vaultId });
      return { name: fileName(file, step.name, index + 1), file };
    });
  const armOrigin = armOriginIn(done);
  const secrets = [
    ...[...tokens].flatMap((token) => [token, ...token.split(".")]),
    ...(armOrigin === PUBLIC_ARM ? [] : [new URL(armOrigin).host]),
    ...world.secrets(),
  ];
  const isWritten = write(files, {
    ...{ out: call.out, startedAt, print },
    ...{ armOrigin, secrets },
  });
  if (!isWritten) return EXIT.none;
  if (world.signal.aborted) return EXIT.interrupted;
  return done.some(({ step, run }) => hasFailed(step, run)) ? EXIT.someFailed : EXIT.written;
}

/** Steps send requests nowhere else. */
function armOriginIn(done: readonly { readonly run: StepRun }[]): string {
  const [first] = done.flatMap(({ run }) => run.sent);
  return first === undefined ? PUBLIC_ARM : new URL(first.url).origin;
}

function isStep(step: LiveStep | NoStep): step is LiveStep {
  return "operation" in step;
}

/** A closed gate is an answer like any other; the backup that was asked for has to succeed. */
function hasFailed({ name }: LiveStep, { reason, gate }: StepRun): boolean {
  const known = Object.keys(REASONS) as readonly string[];
  const isSetUp = !known.includes(reason) || FAILED.includes(reason as Reason);
  return isSetUp || (name === "backup-now" && gate !== "open");
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
function write(files: readonly Named[], { out, startedAt, ...writing }: Writing): boolean {
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
export function scrub(files: readonly Named[], armOrigin: string) {
  const scrubWith = (names: NewPseudonyms) =>
    files.map(({ name, file }) => ({ name, file: scrubFile(file, { names, armOrigin }) }));
  const first = new NewPseudonyms([]);
  scrubWith(first);
  const names = new NewPseudonyms(first.mapping());
  const scrubbed = scrubWith(names);
  return { scrubbed, mapping: names.mapping() };
}

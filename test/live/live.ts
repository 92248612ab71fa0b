import type { ListedItem } from "../../src/operations/list-items.ts";
import { REASONS, type Reason } from "../../src/reasons.ts";
import type { LiveCall } from "./arguments.ts";
import { fileName, recordOf, vaultIdIn } from "./record.ts";
import { type LiveWorld, type StepRun, stepRunner } from "./run-step.ts";
import { PUBLIC_ARM } from "./scrub-names.ts";
import { backupOf, dryRunsOn, findStep, type LiveStep, type NoStep, readsOn } from "./steps.ts";
import { writeRecord } from "./write-record.ts";

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
interface LiveSurroundings extends LiveWorld {
  /** Further values that no record may hold, such as ids of the environment. */
  secrets(): readonly string[];
  print(line: string): void;
}

/** A step that was run. */
interface Done {
  readonly step: LiveStep;
  readonly run: StepRun;
}

/**
 * Runs every step on the owner's vault and writes the record, the mapping beside it.
 *
 * @returns the exit code.
 */
export async function live(call: LiveCall, world: LiveSurroundings): Promise<number> {
  const { print, signal } = world;
  const log = (line: string) => print(`    ${line}`);
  const { runStep, tokens } = stepRunner([...call.vault, ...call.signIn], world, log);
  const startedAt = world.clock.now();
  const done: Done[] = [];
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
    return signal.aborted ? EXIT.interrupted : EXIT.none;
  }
  await takeAll(item, call, { ...world, take });

  const armOrigin = armOriginIn(done);
  const secrets = [
    ...[...tokens].flatMap((token) => [token, ...token.split(".")]),
    ...(armOrigin === PUBLIC_ARM ? [] : [new URL(armOrigin).host]),
    ...world.secrets(),
  ];
  const files = filesOf(done, item.workload);
  const isWritten = writeRecord(files, { out: call.out, startedAt, print, armOrigin, secrets });
  if (!isWritten) return EXIT.none;
  if (signal.aborted) return EXIT.interrupted;
  return done.some(hasFailed) ? EXIT.someFailed : EXIT.written;
}

/** Runs all steps on the item, until the run is told to end. */
async function takeAll(
  item: ListedItem,
  call: LiveCall,
  {
    signal,
    print,
    take,
  }: Pick<LiveSurroundings, "signal" | "print"> & { take(step: LiveStep): Promise<StepRun> },
): Promise<void> {
  let policyId = "";
  for (const step of readsOn(item, call)) {
    if (!signal.aborted) policyId = (await take(step)).policyId || policyId;
  }
  const policy = call.policy || (policyId.split("/").at(-1) ?? "");
  for (const step of dryRunsOn(item, { ...call, policy })) {
    if (signal.aborted) return;
    if (isStep(step)) await take(step);
    else print(`--- ${step.name}: left out, ${step.why}.`);
  }
  if (call.withBackup && !signal.aborted) await take(backupOf(item));
}

/** The files of the record. A step that was cut off proves nothing, and is left out. */
function filesOf(done: readonly Done[], workload: string) {
  const vaultId = vaultIdIn(done.flatMap(({ run }) => run.sent));
  return done
    .filter(({ run }) => run.sent.length > 0 && run.reason !== "workflow-cancelled")
    .map(({ step, run }, index) => {
      const file = recordOf({ step, run, workload, vaultId });
      return { name: fileName(file, step.name, index + 1), file };
    });
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
function hasFailed({ step: { name }, run: { reason, gate } }: Done): boolean {
  const known = Object.keys(REASONS) as readonly string[];
  const isSetUp = !known.includes(reason) || FAILED.includes(reason as Reason);
  return isSetUp || (name === "backup-now" && gate !== "open");
}

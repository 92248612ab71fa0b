import { armClient } from "./azure/arm.ts";
import { type BackupClient, backupClient } from "./azure/backup.ts";
import { describeSignIn } from "./azure/sign-in.ts";
import { type VaultRef, vaultId } from "./azure/vault.ts";
import type { RequestIds } from "./errors.ts";
import type { Host, World } from "./host.ts";
import { type Inputs, readInputs } from "./inputs/inputs.ts";
import { type Gate, REASONS } from "./reasons.ts";
import { judge, judgeError } from "./report/gate.ts";
import { toFacts } from "./report/outputs.ts";
import { fitReport, toReport } from "./report/report-json.ts";
import { summarize } from "./report/summary.ts";
import type { Known, Verdict } from "./sequence/known.ts";
import { perform } from "./sequence/perform.ts";
import type { Tools } from "./sequence/tools.ts";
import { inert } from "./text.ts";
import type { Pace } from "./time/poll.ts";
import { defaultTimeoutMs } from "./time/schedule.ts";

/** Sent with every request, so that the vault's activity log shows who asked. */
const USER_AGENT = "azure-backup-gate/1";

/**
 * Runs the step: reads the inputs, carries the operation out, decides, and reports. It never
 * throws: whatever happens ends in outputs, a summary and a verdict.
 *
 * @returns whether the gate is open; the step is red when it is not.
 */
export async function run(host: Host, world: World): Promise<Gate> {
  const startedAt = world.clock.now();
  const desk = notebook(host, world);
  let inputs: Inputs | undefined;
  let verdict: Verdict;
  try {
    host.mask(host.input("client-secret").trim());
    inputs = readInputs(
      (name) => host.input(name),
      (name) => host.env(name),
    );
    const tools = await prepare(inputs, { host, world, desk, startedAt });
    const ending = await perform(inputs.task, tools);
    verdict = judge(ending, inputs);
  } catch (error) {
    verdict = judgeError(error);
    desk.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  await report(verdict, { host, desk, inputs, elapsedMs: world.clock.now() - startedAt });
  return REASONS[verdict.reason].gate;
}

/** What has been learned and said so far. */
interface Notebook
  extends Pick<Tools, "known" | "learn" | "serviceNow">,
    Pick<Pace, "say" | "lastSaid"> {
  debug(line: string): void;
  /** Takes in the ids and the service's time of an answer. */
  answered(ids: RequestIds, date: number | undefined): void;
}

function notebook(host: Host, { clock }: World): Notebook {
  let known: Known = {};
  let lastSaid = clock.now();
  let skewMs: number | undefined;
  return {
    known: () => known,
    learn(facts) {
      known = { ...known, ...facts };
      // A later step may need the job's id even if this one is killed before it can report.
      if (facts.job !== undefined) host.output("job-id", facts.job.id);
    },
    serviceNow: () => clock.now() + (skewMs ?? 0),
    say(line) {
      host.log(inert(line));
      lastSaid = clock.now();
    },
    lastSaid: () => lastSaid,
    debug: (line) => host.debug(inert(line)),
    answered(ids, date) {
      // Once a write is accepted its ids are the ones that support asks for.
      if (known.acceptedAt === undefined) known = { ...known, ids };
      // 'Date' is cut to the second, so the largest difference seen is the nearest to the truth.
      if (date !== undefined)
        skewMs = Math.max(skewMs ?? Number.NEGATIVE_INFINITY, date - clock.now());
    },
  };
}

interface Preparation {
  readonly host: Host;
  readonly world: World;
  readonly desk: Notebook;
  readonly startedAt: number;
}

async function prepare(
  inputs: Inputs,
  { host, world, desk, startedAt }: Preparation,
): Promise<Tools> {
  const tokens = world.signIn(inputs.signIn, inputs.cloud, { host, world });
  const vault = await completeVault(inputs.vault, world);
  desk.learn({ vault });
  desk.say(
    `${inputs.operation} in vault '${vault.name}', signing in ${describeSignIn(inputs.signIn)}.`,
  );

  const deadline = () =>
    startedAt + (inputs.timeoutMs ?? defaultTimeoutMs(inputs.operation, desk.known().job?.jobType));
  const pace: Pace = {
    clock: world.clock,
    signal: world.signal,
    startedAt,
    get deadline() {
      return deadline();
    },
    say: desk.say,
    lastSaid: desk.lastSaid,
  };
  const arm = armClient({
    origin: inputs.resourceManager,
    world,
    tokens,
    pace,
    userAgent: `${USER_AGENT} (${host.run})`,
    debug: desk.debug,
    onAnswer: desk.answered,
  });
  const backup: BackupClient = backupClient(arm, vault);
  const { fixedPauseMs, resourceManager: origin } = inputs;
  const { known, learn, serviceNow } = desk;
  return { origin, backup, pace, fixedPauseMs, known, learn, serviceNow };
}

/** A read may leave the subscription to the session of the Azure CLI. */
async function completeVault(vault: VaultRef, world: World): Promise<VaultRef> {
  if (vault.subscriptionId !== "") return vault;
  return { ...vault, subscriptionId: await world.sessionSubscription() };
}

interface Closing {
  readonly host: Host;
  readonly desk: Notebook;
  readonly inputs: Inputs | undefined;
  readonly elapsedMs: number;
}

/** Sets every output, writes the report and the summary, and prints the verdict last. */
async function report(verdict: Verdict, { host, desk, inputs, elapsedMs }: Closing): Promise<void> {
  const known = desk.known();
  const facts = toFacts(known, verdict, jobUrl(known.vault, inputs));
  const whole = toReport(facts, known);
  for (const [name, value] of Object.entries(facts)) host.output(name, value);
  host.output("report", fitReport(whole));
  await attempt(desk, "write the report", async () =>
    host.output("report-path", await host.writeReport(JSON.stringify(whole))),
  );

  const operation = host.input("operation").trim();
  if (inputs?.summary ?? true) {
    const context = {
      operation,
      vault: host.input("vault").trim().split("/").at(-1) ?? "",
      elapsedMs,
    };
    await attempt(desk, "write the summary", () =>
      host.summary(summarize(verdict, facts, known, context)),
    );
  }
  if (facts.gate === "open") {
    desk.say(`Gate open: ${verdict.reason}. ${verdict.message}`);
    return;
  }
  desk.say(`Gate closed: ${verdict.reason}.`);
  const advice = verdict.hint === "" ? "" : ` What to do: ${verdict.hint}`;
  host.error(inert(`${verdict.message}${advice}`), `Backup gate closed: ${verdict.reason}`);
  host.fail();
}

/** Does something whose failure must not hide the verdict. */
async function attempt(desk: Notebook, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    desk.say(`Could not ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The vault's backup jobs in the portal; "" while the vault is not known. */
function jobUrl(vault: VaultRef | undefined, inputs: Inputs | undefined): string {
  if (vault === undefined || inputs === undefined) return "";
  return `${inputs.cloud.portal}/#@/resource${vaultId(vault)}/backupJobs`;
}

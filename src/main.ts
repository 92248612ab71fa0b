import { armClient } from "./azure/arm.ts";
import { backupClient } from "./azure/backup.ts";
import { describeSignIn, type SignInSettings } from "./azure/sign-in.ts";
import { type VaultRef, vaultId } from "./azure/vault.ts";
import { WorkflowCancelledError } from "./errors.ts";
import type { Host, World } from "./host.ts";
import { type Inputs, readInputs } from "./inputs/inputs.ts";
import { type Notebook, notebook } from "./notebook.ts";
import { type Gate, REASONS, type Reason } from "./reasons.ts";
import { defaultStatusName, postStatus, toCommitStatus } from "./report/commit-status.ts";
import { judge, judgeError, judgeSeveral } from "./report/gate.ts";
import { type Closing, publish } from "./report/publish.ts";
import { withWayOn } from "./report/way-on.ts";
import type { Verdict } from "./sequence/known.ts";
import { perform } from "./sequence/perform.ts";
import type { Tools } from "./sequence/tools.ts";
import type { Pace } from "./time/poll.ts";
import { defaultTimeoutMs } from "./time/schedule.ts";

/** Sent with every request, so that the vault's activity log shows who asked. */
const USER_AGENT = "azure-backup-gate/1";
/** The runner kills a cancelled step after ten seconds; the summary needs some of them. */
const CANCEL_MS = 3_000;

/**
 * Runs the step: reads the inputs, carries the operation out, decides, and reports. It never
 * throws: whatever happens ends in outputs, a summary and a verdict.
 *
 * @returns whether the gate is open.
 */
export async function run(host: Host, world: World): Promise<Gate> {
  const startedAt = world.clock.now();
  const desk = notebook(host, world);
  let inputs: Inputs | undefined;
  let judged: Pick<Closing, "verdict" | "several">;
  try {
    for (const name of ["client-secret", "github-token"]) host.mask(host.input(name).trim());
    inputs = readInputs(
      (name) => host.input(name),
      (name) => host.env(name),
      startedAt,
    );
    const tools = await prepare(inputs, { host, world, desk, startedAt });
    desk.say(
      `${inputs.operation} in vault '${inputs.vault.name}', signing in ${describeSignIn(inputs.signIn)}.`,
    );
    judged = await carryOut(inputs, tools);
  } catch (error) {
    desk.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const operation = inputs?.operation ?? "";
    const verdict = withWayOn(judgeError(error), operation, desk.known());
    const asked =
      error instanceof WorkflowCancelledError && inputs?.cancelJobOnCancel
        ? await cancelRunningJob(inputs, { host, world, desk, startedAt })
        : undefined;
    judged = {
      verdict: asked === undefined ? verdict : { ...verdict, hint: asked },
      several: undefined,
    };
  }

  const known = desk.known();
  const until = desk.serviceNow();
  const step = { from: until - (world.clock.now() - startedAt), until };
  const vault = host.input("vault").trim().split("/").at(-1) ?? "";
  const summary = { operation: host.input("operation").trim(), vault, step };
  await publish(
    {
      ...judged,
      known,
      jobUrl: jobUrl(known.vault, inputs),
      summary: (inputs?.summary ?? wantsSummary(host)) ? summary : undefined,
      post: () => postVerdict(judged.verdict.reason, host, world),
    },
    host,
  );
  return REASONS[judged.verdict.reason].gate;
}

async function carryOut(
  inputs: Inputs,
  tools: Tools,
): Promise<Pick<Closing, "verdict" | "several">> {
  const outcome = await perform(inputs.task, tools);
  if (outcome.kind === "one") {
    return { verdict: judge(outcome.ending, inputs), several: undefined };
  }
  const several = outcome.results.map(({ known, ending }) => {
    const verdict: Verdict =
      ending.kind === "thrown"
        ? withWayOn(judgeError(ending.error), inputs.operation, known)
        : judge(ending, inputs);
    return { known, verdict };
  });
  return { verdict: judgeSeveral(several.map(({ verdict }) => verdict)), several };
}

interface Preparation {
  readonly host: Host;
  readonly world: World;
  readonly desk: Notebook;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

async function prepare(inputs: Inputs, preparation: Preparation): Promise<Tools> {
  const { host, world, desk, startedAt } = preparation;
  const signIn = (settings: SignInSettings) =>
    world.signIn(settings, inputs.cloud, { host, world });
  const tokens = signIn(inputs.signIn);
  const guardTokens = inputs.guardSignIn === undefined ? undefined : signIn(inputs.guardSignIn);
  const vault = await completeVault(inputs.vault, world);
  desk.learn({ vault });

  const { known, learn, serviceNow, present, say, detail, warn, lastSaid } = desk;
  const pace: Pace = {
    clock: world.clock,
    signal: world.signal,
    startedAt,
    get deadline() {
      const limitMs = inputs.timeoutMs ?? defaultTimeoutMs(inputs.operation, known().job?.jobType);
      return startedAt + limitMs;
    },
    say,
    lastSaid,
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
  const { fixedPauseMs, resourceManager: origin } = inputs;
  return {
    origin,
    backup: backupClient(arm, vault),
    pace,
    fixedPauseMs,
    guardToken: guardTokens && (() => guardTokens({ fresh: false, signal: world.signal })),
    known,
    learn,
    detail,
    warn,
    serviceNow,
    present,
  };
}

/** What the user wants is heard even where another input is wrong. */
function wantsSummary(host: Host): boolean {
  return !/^false$/i.test(host.input("summary").trim());
}

/** The verdict of wrong inputs is posted as well, so what is needed is read from the host. */
async function postVerdict(reason: Reason, host: Host, { clock, signal }: World): Promise<void> {
  const [operation = "", vault = "", item = "", jobId = "", token = "", given = ""] = [
    "operation",
    "vault",
    "item",
    "job-id",
    "github-token",
    "status-context",
  ].map((name) => host.input(name).trim());
  if (token === "") return;
  const name = given || defaultStatusName(operation, vault, item || jobId);
  await postStatus(toCommitStatus(reason, name), { host, clock, token, cancelled: signal });
}

/** A read may leave the subscription to the session of the Azure CLI. */
async function completeVault(vault: VaultRef, world: World): Promise<VaultRef> {
  if (vault.subscriptionId !== "") return vault;
  return { ...vault, subscriptionId: await world.sessionSubscription(world.signal) };
}

/**
 * Asks Azure to cancel the job that the cancelled workflow was waiting for, within seconds.
 *
 * @returns what to tell the reader; undefined when no job is running.
 */
async function cancelRunningJob(
  inputs: Inputs,
  preparation: Preparation,
): Promise<string | undefined> {
  const { desk, world } = preparation;
  const { job } = desk.known();
  if (job === undefined || (job.phase ?? "running") !== "running") return undefined;
  const hurried = { ...world, signal: world.clock.limit(CANCEL_MS) };
  try {
    const tools = await prepare(inputs, { ...preparation, world: hurried });
    await tools.backup.cancelJob(job.id);
    return `Azure has accepted the request to cancel job ${job.id}, as 'on-cancel' asks; look at the job before you go on.`;
  } catch (error) {
    desk.debug(String(error));
    return `Azure could not be asked in time to cancel job ${job.id}, so it may go on; look at the job before you go on.`;
  }
}

/** The vault's backup jobs in the portal; "" while the vault is not known. */
function jobUrl(vault: VaultRef | undefined, inputs: Inputs | undefined): string {
  if (vault === undefined || inputs === undefined) return "";
  return `${inputs.cloud.portal}/#@/resource${vaultId(vault)}/backupJobs`;
}

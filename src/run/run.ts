import { armClient, WRITE_TOKEN_MS } from "../azure/arm/client.ts";
import { requestLog } from "../azure/arm/request-log.ts";
import { backupClient } from "../azure/backup/client.ts";
import { type VaultRef, vaultId } from "../azure/backup/vault.ts";
import {
  describeSignIn,
  type SignInSettings,
  type TokenSource,
} from "../azure/identity/sign-in.ts";
import { WorkflowCancelledError } from "../errors.ts";
import type { Host, World } from "../host.ts";
import {
  defaultStatusName,
  postStatus,
  shortName,
  toCommitStatus,
} from "../hosts/github/commit-status.ts";
import { type Closing, publish } from "../hosts/github/publish.ts";
import { type Inputs, readInputs } from "../inputs/inputs.ts";
import { type Gate, REASONS, type Reason } from "../reasons.ts";
import type { Verdict } from "../sequence/known.ts";
import { perform } from "../sequence/perform.ts";
import type { Tools } from "../sequence/tools.ts";
import type { Pace } from "../time/poll.ts";
import { defaultTimeoutMs } from "../time/schedule.ts";
import { cancelRunningJob } from "./cancel.ts";
import { type Notebook, notebook } from "./log.ts";
import { withWayOn } from "./next-step.ts";
import { judge, judgeError, judgeSeveral } from "./verdict.ts";

/** Sent with every request, so that the vault's activity log shows who asked. */
const USER_AGENT = "azure-backup-gate/1";
/** A cancelled step has reported within five seconds; the summary needs one of them. */
const CANCEL_MS = 4_000;

/**
 * Runs the step: reads the inputs, carries the operation out, decides, and reports. It never
 * throws: whatever happens ends in outputs, a summary and a verdict.
 *
 * @returns whether the gate is open.
 */
export async function run(host: Host, world: World): Promise<Gate> {
  const startedAt = world.clock.now();
  const desk = notebook(host, world);
  let cancelledAt = startedAt;
  world.signal.addEventListener("abort", () => {
    cancelledAt = world.clock.now();
  });
  const step = { host, world, desk, startedAt };
  let inputs: Inputs | undefined;
  let connection: Connection | undefined;
  let judged: Pick<Closing, "verdict" | "several">;
  try {
    for (const name of ["client-secret", "github-token"]) host.mask(host.input(name).trim());
    inputs = readInputs(
      (name) => host.input(name),
      (name) => host.env(name),
      startedAt,
    );
    for (const warning of inputs.warnings) desk.warn(warning);
    connection = await connect(inputs, step);
    const tools = equip(inputs, connection, step);
    desk.say(
      `${inputs.operation} in vault '${inputs.vault.name}', signing in ${describeSignIn(inputs.signIn)}.`,
    );
    judged = await carryOut(inputs, tools);
  } catch (error) {
    desk.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const operation = inputs?.operation ?? "";
    const verdict = withWayOn(judgeError(error), operation, desk.known());
    let asked: string | undefined;
    if (error instanceof WorkflowCancelledError && inputs?.cancelJobOnCancel && connection) {
      const left = world.clock.limit(cancelledAt + CANCEL_MS - world.clock.now());
      const hurried = { ...step, world: { ...world, signal: left } };
      const { tokens } = connection;
      const atHand = {
        ...connection,
        tokens: (options: Parameters<TokenSource>[0]) => tokens({ ...options, atHand: true }),
      };
      asked = await cancelRunningJob(equip(inputs, atHand, hurried));
    }
    judged = {
      verdict: asked === undefined ? verdict : withCancellation(verdict, asked),
      several: undefined,
    };
  }

  const known = desk.known();
  const until = desk.serviceNow();
  const span = { from: until - (world.clock.now() - startedAt), until };
  const vault = known.vault?.name ?? shortName(host.input("vault"));
  const summary = { operation: host.input("operation").trim(), vault, step: span };
  const { reason } = await publish(
    {
      ...judged,
      known,
      jobUrl: jobUrl(known.vault, inputs),
      summary: (inputs?.summary ?? wantsSummary(host)) ? summary : undefined,
      post: (published) => postVerdict(published, host, world),
    },
    host,
  );
  return REASONS[reason].gate;
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

/** What became of the job belongs to what happened, and so into the outputs. */
function withCancellation(verdict: Verdict, asked: string): Verdict {
  const message = `${verdict.message} ${asked}`;
  return { ...verdict, message, hint: "Look at the job before you go on." };
}

/** What the parts of one step share. */
interface Step {
  readonly host: Host;
  readonly world: World;
  readonly desk: Notebook;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** The vault, and who asks. */
interface Connection {
  readonly vault: VaultRef;
  readonly tokens: TokenSource;
  readonly guardTokens: TokenSource | undefined;
}

async function connect(inputs: Inputs, { host, world, desk }: Step): Promise<Connection> {
  const signIn = (settings: SignInSettings) =>
    world.signIn(settings, inputs.cloud, { host, world });
  const vault = await completeVault(inputs.vault, world);
  desk.learn({ vault });
  return {
    vault,
    tokens: signIn(inputs.signIn),
    guardTokens: inputs.guardSignIn && signIn(inputs.guardSignIn),
  };
}

/** The tools of a step in a world: the one it began in, or what is left of it after a cancel. */
function equip(inputs: Inputs, { vault, tokens, guardTokens }: Connection, step: Step): Tools {
  const { host, world, desk, startedAt } = step;
  const { known, learn, serviceNow, present, say, detail, warn, lastSaid } = desk;
  const pace: Pace = {
    clock: world.clock,
    signal: world.signal,
    startedAt,
    get deadline() {
      const { job, before, waitsForVm = false } = known();
      const expected = before?.workload?.isDatabase ? "AzureWorkloadJob" : undefined;
      const jobType = job?.jobType ?? expected;
      return (
        startedAt + (inputs.timeoutMs ?? defaultTimeoutMs(inputs.operation, jobType, waitsForVm))
      );
    },
    say,
    lastSaid,
  };
  const requests = requestLog(world.clock);
  const arm = armClient({
    origin: inputs.resourceManager,
    world,
    tokens,
    pace,
    requests,
    userAgent: `${USER_AGENT} (${host.run})`,
    debug: desk.debug,
    onAnswer: desk.answered,
  });
  const { fixedPauseMs, resourceManager: origin } = inputs;
  return {
    origin,
    backup: backupClient({ arm, vault, say }),
    requests,
    pace,
    fixedPauseMs,
    guardToken:
      guardTokens &&
      (() => guardTokens({ fresh: false, validForMs: WRITE_TOKEN_MS, signal: world.signal })),
    known,
    learn,
    detail,
    warn,
    debug: desk.debug,
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

/** The vault's backup jobs in the portal; "" while the vault is not known. */
function jobUrl(vault: VaultRef | undefined, inputs: Inputs | undefined): string {
  if (vault === undefined || inputs === undefined) return "";
  return `${inputs.cloud.portal}/#@/resource${vaultId(vault)}/backupJobs`;
}

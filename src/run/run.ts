import { type VaultRef, vaultId } from "../azure/backup/vault.ts";
import { describeSignIn, type Identity } from "../azure/identity/sign-in.ts";
import { RunCancelledError } from "../errors.ts";
import type { Host } from "../host.ts";
import { type Inputs, readInputs } from "../inputs/inputs.ts";
import { SECRETS } from "../manifest/input-table.ts";
import { onlyReads } from "../operations/operations.ts";
import { type Gate, REASONS } from "../reasons.ts";
import { shortName } from "../report/short-name.ts";
import type { Account, StepReport } from "../report/step-report.ts";
import { perform } from "../sequence/perform.ts";
import type { Result } from "../sequence/task.ts";
import type { World } from "../world.ts";
import { cancelInAzure } from "./cancel.ts";
import { withNextStep } from "./next-step.ts";
import { type Connection, connect, makeTools, newStep, type Step } from "./prepare.ts";
import { judge, judgeError, judgeTogether } from "./verdict.ts";

/**
 * Runs the step: reads the inputs, carries out the operation, decides and reports. Never throws:
 * whatever happens ends in outputs, a summary and a verdict.
 *
 * @returns whether the gate is open.
 */
export async function run(host: Host, world: World, identity: Identity): Promise<Gate> {
  const step = newStep(host, world, identity);
  const { log, findings, startedAt } = step;
  let cancelledAt = startedAt;
  world.signal.addEventListener("abort", () => {
    cancelledAt = world.clock.now();
  });
  let inputs: Inputs | undefined;
  let connection: Connection | undefined;
  let accounts: readonly Account[];
  try {
    for (const name of SECRETS) host.secret(host.input(name).trim());
    inputs = readInputs(host, startedAt);
    for (const warning of inputs.warnings) log.warn(warning);
    connection = await connect(inputs, step);
    const tools = makeTools(inputs, connection, step);
    const how = describeSignIn(inputs.signIn, host.signIn.assertions);
    log.say(`${inputs.operation} in vault '${inputs.vault.name}', signing in ${how}.`);
    accounts = toAccounts(await perform(inputs.task, tools), inputs);
  } catch (error) {
    log.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const operation = inputs?.operation ?? "";
    let verdict = withNextStep(judgeError(error), operation, findings.known());
    if (error instanceof RunCancelledError && inputs?.cancelJobOnCancel && connection) {
      verdict = await cancelInAzure(verdict, { inputs, connection, step, cancelledAt });
    }
    accounts = [{ known: findings.known(), verdict }];
  }
  const { reason } = await host.publish(stepReportOf(accounts, inputs, step));
  return REASONS[reason].gate;
}

function toAccounts(results: readonly Result[], inputs: Inputs): readonly Account[] {
  return results.map(({ known, ending }) => {
    const verdict =
      ending.kind === "thrown"
        ? withNextStep(judgeError(ending.error), inputs.operation, known)
        : judge(ending, inputs);
    return { known, verdict };
  });
}

function stepReportOf(
  accounts: readonly Account[],
  inputs: Inputs | undefined,
  { host, world, startedAt, findings, service }: Step,
): StepReport {
  const { vault, ignored = [] } = findings.known();
  const until = service.now();
  return {
    operation: host.input("operation").trim(),
    onlyReads: inputs !== undefined && onlyReads(inputs.operation),
    vault: vault?.name ?? shortName(host.input("vault")),
    span: { from: until - (world.clock.now() - startedAt), until },
    jobUrl: jobUrl(vault, inputs),
    verdict: judgeTogether(accounts.map(({ verdict }) => verdict)),
    accounts,
    ignored,
  };
}

/** The address of the vault's backup jobs in the portal; "" if the vault is not known. */
function jobUrl(vault: VaultRef | undefined, inputs: Inputs | undefined): string {
  if (vault === undefined || inputs === undefined) return "";
  return `${inputs.cloud.portal}/#@/resource${vaultId(vault)}/backupJobs`;
}

import { type VaultRef, vaultId } from "../azure/backup/vault.ts";
import type { Identity } from "../azure/identity/sign-in.ts";
import type { Host } from "../host.ts";
import { type Inputs, readInputs } from "../inputs/inputs.ts";
import { SECRETS } from "../manifest/input-table.ts";
import { onlyReads } from "../operations/operations.ts";
import { type Gate, REASONS } from "../reasons.ts";
import { shortName } from "../report/short-name.ts";
import type { StepReport } from "../report/step-report.ts";
import type { World } from "../world.ts";
import { brokenOff, type Outcome, outcomeOf } from "./outcome.ts";
import { type Connection, connect, newStep, type Step } from "./step.ts";
import { judgeTogether } from "./together.ts";

/**
 * Runs the step: reads the inputs, carries out the operation, decides and reports. Never throws:
 * whatever happens ends in outputs, a summary and a verdict.
 *
 * @returns whether the gate is open.
 */
export async function run(host: Host, world: World, identity: Identity): Promise<Gate> {
  const step = newStep(host, world, identity);
  const { log, startedAt, ledger } = step;
  let cancelledAt = startedAt;
  world.signal.addEventListener("abort", () => {
    cancelledAt = world.clock.now();
  });
  ledger.tell();
  let inputs: Inputs | undefined;
  let connection: Connection | undefined;
  let outcome: Outcome;
  try {
    for (const name of SECRETS) host.secret(host.input(name).trim());
    inputs = readInputs(host, startedAt);
    for (const warning of inputs.warnings) log.warn(warning);
    connection = await connect(inputs, step);
    // What talks to Azure takes time to load, and wrong inputs need none of it.
    const { operate } = await import("./operate.ts");
    outcome = outcomeOf(await operate(inputs, connection, step), inputs, ledger);
  } catch (error) {
    log.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    outcome = brokenOff(error, inputs, ledger);
  }
  step.counts.finish();
  if (inputs?.cancelJobOnCancel && connection) {
    const { cancelJobs } = await import("./cancel.ts");
    outcome = await cancelJobs(outcome, { inputs, connection, step, cancelledAt });
  }
  const { reason } = await host.publish(stepReportOf(outcome, inputs, step));
  return REASONS[reason].gate;
}

function stepReportOf(
  { accounts, cutShort }: Outcome,
  inputs: Inputs | undefined,
  { host, world, startedAt, findings, service }: Step,
): StepReport {
  const { vault, ignored = [] } = findings.known();
  const until = service.now();
  const reads = inputs !== undefined && onlyReads(inputs.operation);
  return {
    operation: host.input("operation").trim(),
    onlyReads: reads,
    vault: vault?.name ?? shortName(host.input("vault")),
    span: { from: until - (world.clock.now() - startedAt), until },
    jobUrl: jobUrl(vault, inputs),
    verdict: judgeTogether(accounts, { onlyReads: reads, cutShort }),
    accounts: accounts.map(({ findings: _, ...account }) => account),
    ignored,
  };
}

/** The address of the vault's backup jobs in the portal; "" if the vault is not known. */
function jobUrl(vault: VaultRef | undefined, inputs: Inputs | undefined): string {
  if (vault === undefined || inputs === undefined) return "";
  return `${inputs.cloud.portal}/#@/resource${vaultId(vault)}/backupJobs`;
}

import { WRITE_TOKEN_MS } from "../azure/arm/bearer.ts";
import { armClient } from "../azure/arm/client.ts";
import { requestLog } from "../azure/arm/request-log.ts";
import { vaultClient } from "../azure/backup/client.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { defaultTimeoutMs } from "../operations/time-limit.ts";
import { REASONS } from "../reasons.ts";
import { sharedReads } from "../sequence/shared-reads.ts";
import type { Result } from "../sequence/task.ts";
import { alone } from "../sequence/together.ts";
import type { ItemProgress, Tools } from "../sequence/tools.ts";
import type { Pace, TimedLog } from "../time/poll.ts";
import type { StepFindings } from "./findings.ts";
import { isAboutMany } from "./item-counts.ts";
import type { LedgerEntry } from "./ledger.ts";
import { logOf, quietLogOf } from "./log.ts";
import type { Connection, Step } from "./step.ts";
import { judgeResult } from "./verdict.ts";

/** Sent with every request, so that the vault's activity log shows who made it. */
const USER_AGENT = "azure-backup-gate/1";

/**
 * The tools of a step in its world: the original one, or the one with the time that is left after a
 * cancel.
 */
export function makeTools(inputs: Inputs, connection: Connection, step: Step): Tools {
  const { vault, tokens, guardTokens } = connection;
  const { host, world, log, findings, service, ledger, counts } = step;
  const requests = requestLog(world.clock);
  const arm = armClient({
    origin: inputs.resourceManager,
    world,
    tokens,
    pace: paceOf(inputs, step, findings),
    requests,
    userAgent: `${USER_AGENT} (${host.run.name})`,
    debug: log.debug,
    onAnswer(ids, date) {
      findings.answered(ids);
      service.read(date);
    },
  });
  const backup = vaultClient({ arm, vault, say: log.say });
  const shared = {
    backup,
    requests,
    shared: sharedReads(world.clock),
    together: alone(backup),
    isRed: (result: Result) => REASONS[judgeResult(result, inputs).reason].red,
    fitsOutput: host.run.fitsOutput,
    guardToken:
      guardTokens &&
      (() => guardTokens({ fresh: false, validForMs: WRITE_TOKEN_MS, signal: world.signal })),
    serviceNow: service.now,
    present: service.present,
  };
  const toolsOf = (one: Step): Tools => ({
    ...shared,
    pace: paceOf(inputs, one, findings),
    log: one.log,
    known: one.findings.known,
    learn: one.findings.learn,
    announceItems(items) {
      ledger.announce(items);
      counts.announce();
    },
    forItem(path) {
      const entry = ledger.forItem(path);
      const own = { ...step, log: itemLog(path, step), findings: entry.findings };
      return { ...toolsOf(own), ...progressOf(entry, inputs, step) };
    },
  });
  return toolsOf(step);
}

function itemLog(path: string, { log, ledger, counts, world }: Step): TimedLog {
  if (!isAboutMany(ledger)) return logOf(path, log);
  return quietLogOf(path, log, { clock: world.clock, heard: counts.update });
}

function progressOf(entry: LedgerEntry, inputs: Inputs, { counts }: Step): ItemProgress {
  return {
    begin() {
      entry.begin();
      counts.update();
    },
    end(ending) {
      const known = entry.findings.known();
      entry.end(ending.kind === "not-judged" ? undefined : judgeResult({ known, ending }, inputs));
      counts.ended(entry);
    },
  };
}

/**
 * The deadline can change until the type of the job is known, and how many items the step has; `whole`
 * are the findings of the whole step.
 */
function paceOf(
  { operation, timeoutMs, fixedPauseMs }: Inputs,
  { world, startedAt, log, findings }: Step,
  whole: StepFindings,
): Pace {
  return {
    clock: world.clock,
    signal: world.signal,
    startedAt,
    get deadline() {
      const { job, before, waitsForVm = false } = findings.known();
      const expected = before?.workload?.isDatabase ? "AzureWorkloadJob" : undefined;
      const jobType = job?.jobType ?? expected;
      const { extraMs = 0 } = whole.known();
      const limitMs = timeoutMs ?? defaultTimeoutMs(operation, jobType, waitsForVm) + extraMs;
      return startedAt + limitMs;
    },
    fixedPauseMs,
    random: world.random,
    log,
  };
}

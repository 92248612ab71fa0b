import type { BackupClient } from "../../../src/azure/backup.ts";
import { requestLog } from "../../../src/azure/request-log.ts";
import type { Known } from "../../../src/sequence/known.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { paceOn, VAULT } from "../made.ts";

/** Tools of a step against a vault that answers only what a test needs, and what they were told. */
export function fakeTools(
  backup: Partial<BackupClient> = {},
  { timeoutMs, ...changes }: { timeoutMs?: number } & Partial<Tools> = {},
) {
  const clock = new VirtualClock();
  const pace = paceOn(clock, timeoutMs === undefined ? {} : { timeoutMs });
  const warned: string[] = [];
  let known: Known = {};
  const tools: Tools = {
    origin: "https://management.azure.com",
    backup: { vault: VAULT, ...backup } as BackupClient,
    requests: requestLog(clock),
    pace,
    fixedPauseMs: undefined,
    guardToken: undefined,
    known: () => known,
    learn: (facts) => {
      known = { ...known, ...facts };
    },
    detail: () => {},
    warn: (line) => warned.push(line),
    debug: () => {},
    serviceNow: () => clock.now(),
    ...changes,
  };
  return { tools, clock, warned, said: () => pace.said.map(({ line }) => line) };
}

import { requestLog } from "../../../src/azure/arm/request-log.ts";
import type { BackupClient } from "../../../src/azure/backup/client.ts";
import type { Log } from "../../../src/log.ts";
import type { Known } from "../../../src/sequence/known.ts";
import type { Write } from "../../../src/sequence/send.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { item, paceOn, VAULT } from "../builders.ts";

/** Tools of a step against a vault that answers only what a test needs, and what they were told. */
export function fakeTools(
  backup: Partial<BackupClient> = {},
  {
    timeoutMs,
    detail = () => {},
    ...changes
  }: { timeoutMs?: number; detail?: Log["detail"] } & Partial<Tools> = {},
) {
  const clock = new VirtualClock();
  const pace = paceOn(clock, timeoutMs === undefined ? {} : { timeoutMs });
  const warned: string[] = [];
  let known: Known = {};
  const tools: Tools = {
    origin: "https://management.azure.com",
    backup: { vault: VAULT, readyToWrite: async () => {}, ...backup } as BackupClient,
    requests: requestLog(clock),
    pace,
    fixedPauseMs: undefined,
    outputRoom: 1_000_000,
    guardToken: undefined,
    known: () => known,
    learn: (facts) => {
      known = { ...known, ...facts };
    },
    log: { ...pace.log, detail, warn: (line) => warned.push(line) },
    serviceNow: () => clock.now(),
    present: () => ({ azure: clock.now(), machine: clock.now() }),
    ...changes,
  };
  return { tools, clock, warned, said: () => pace.said.map(({ line }) => line) };
}

/** What shows at a look, counted from 0: each in turn, the last one for ever after. */
export function seenAt<T>(looks: readonly T[], count: number): T | undefined {
  return looks[Math.min(count, looks.length - 1)];
}

/** A write that was decided on: a stop, a deletion, or a backup, which shows on no item. */
export function plannedWrite(
  method: "PUT" | "DELETE" | "POST",
  changes: Partial<Write> = {},
): Write {
  const body = method === "DELETE" ? {} : { body: { properties: {} } };
  return {
    item: item(),
    plan: {
      kind: "send",
      write: { method, ...body },
      doing: "stop it",
      jobOperation: method === "POST" ? "Backup" : "DisableBackup",
      notes: [],
    },
    authorized: { write: { method, ...body }, unlock: undefined, guard: undefined },
    reached: method === "POST" ? undefined : (after) => after?.condition === "stopped",
    shortcoming: () => undefined,
    listed: [item()],
    ...changes,
  };
}

import { requestLog } from "../../../src/azure/arm/request-log.ts";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { Log } from "../../../src/log.ts";
import type { Known } from "../../../src/sequence/known.ts";
import type { Write } from "../../../src/sequence/send.ts";
import { sharedReads } from "../../../src/sequence/shared-reads.ts";
import { alone } from "../../../src/sequence/together.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { UNSENT, type WriteState } from "../../../src/sequence/write-state.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { item } from "../azure/backup/read-builders.ts";
import { VAULT } from "../azure/backup/resource-builders.ts";
import { paceOn } from "../time/pace-builder.ts";

/** What the step of fake tools is like. */
interface FakeSettings {
  readonly timeoutMs?: number;
  readonly fixedPauseMs?: number;
  readonly detail?: Log["detail"];
}

/** Tools of a step against a vault that answers only what a test needs, and what they were told. */
export function fakeTools(
  backup: Partial<VaultWriter> = {},
  { timeoutMs, fixedPauseMs, detail = () => {}, ...changes }: FakeSettings & Partial<Tools> = {},
) {
  const clock = new VirtualClock();
  const limit = timeoutMs === undefined ? {} : { timeoutMs };
  const pace = paceOn(clock, { ...limit, fixedPauseMs });
  const warned: string[] = [];
  let known: Known = {};
  const tools: Tools = {
    backup: { vault: VAULT, readyToWrite: async () => {}, ...backup } as VaultWriter,
    requests: requestLog(clock),
    shared: sharedReads(clock),
    together: alone({ job: (id) => tools.backup.job(id) }),
    isRed: () => false,
    pace,
    fitsOutput: () => true,
    guardToken: undefined,
    known: () => known,
    learn: (facts) => {
      known = { ...known, ...facts };
    },
    log: { ...pace.log, detail, warn: (line) => warned.push(line) },
    serviceNow: () => clock.now(),
    present: () => ({ azure: clock.now(), machine: clock.now() }),
    announceItems: () => {},
    forItem: () => {
      throw new Error("These tools are for one item.");
    },
    ...changes,
  };
  return { tools, clock, warned, said: () => pace.said.map(({ line }) => line) };
}

/** What shows at a look, counted from 0: each in turn, the last one for ever after. */
export function nthOrLast<T>(looks: readonly T[], count: number): T | undefined {
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

/** A write that Azure took; `at` is in milliseconds since 1970. */
export function acceptedWrite(at = 0): WriteState {
  return { kind: "accepted", at, before: UNSENT };
}

/** A write of which nobody knows what became of it. */
export const IN_DOUBT: WriteState = { kind: "in-doubt", before: UNSENT };

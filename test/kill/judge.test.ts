import { describe, expect, test } from "vitest";
import { OUTPUT_ROWS } from "../../src/manifest/output-rows.ts";
import { KILL_CASES } from "./cases.ts";
import { breaches, fell, type Observation } from "./judge.ts";
import type { Exchange } from "./slow-azure.ts";

const [CASE] = KILL_CASES;
if (CASE === undefined) throw new Error("There is nothing to kill.");

const read: Exchange = {
  method: "GET",
  askedAt: 1_000,
  answeredAt: 1_001,
  status: 200,
  operationId: "",
  jobId: "",
};
const write = {
  ...read,
  method: "PUT",
  askedAt: 1_100,
  answeredAt: 1_250,
  status: 202,
  operationId: "o",
};
const named = { ...read, askedAt: 1_400, answeredAt: 1_401, jobId: "j" };

const outputs = (set: Readonly<Record<string, string>>) =>
  new Map(Object.keys(OUTPUT_ROWS).map((name) => [name as string, set[name] ?? ""]));
const CANCELLED = {
  gate: "closed",
  reason: "workflow-cancelled",
  "operation-id": "o",
  "job-id": "j",
};

/** A run that was hit while it waited, and said goodbye as it should. */
const good: Observation = {
  signal: "SIGTERM",
  signalledAt: 2_000,
  endedAt: 2_100,
  exchanges: [read, write, named],
  killed: {
    exitCode: 1,
    outputs: outputs(CANCELLED),
    summary: "## Backup gate closed",
    written: '{"operation-id":"o","job-id":"j"}',
  },
  heldThen: false,
  again: { exitCode: 0, outputs: outputs({ gate: "open", reason: "completed" }) },
  heldInTheEnd: true,
  writes: 1,
};
const killed = (changes: Partial<Observation["killed"]>) => ({
  ...good,
  killed: { ...good.killed, ...changes },
});
const without = (name: string) => {
  const fewer = outputs(CANCELLED);
  fewer.delete(name);
  return fewer;
};

const OUTRIGHT = {
  ...good,
  signal: "SIGKILL" as const,
  killed: {
    ...good.killed,
    exitCode: -1,
    outputs: new Map([["job-id", "j"]]),
    summary: "",
  },
};

describe("a run is as it should be", () => {
  test.each<{ what: string; seen: Observation; where: string }>([
    { what: "that says goodbye", seen: good, where: "during" },
    { what: "that is killed outright, with the job's id", seen: OUTRIGHT, where: "during" },
    {
      what: "that is hit while it exits, its verdict told",
      seen: {
        ...killed({
          exitCode: -1,
          outputs: outputs({ ...CANCELLED, gate: "open", reason: "completed" }),
        }),
        heldThen: true,
      },
      where: "after",
    },
    {
      what: "that is hit before its first line",
      seen: {
        ...good,
        exchanges: [],
        killed: { exitCode: -1, outputs: new Map(), summary: "", written: "" },
      },
      where: "before",
    },
    {
      what: "that had its verdict already",
      seen: {
        ...killed({
          exitCode: 0,
          outputs: outputs({ ...CANCELLED, gate: "open", reason: "completed" }),
        }),
        heldThen: true,
      },
      where: "after",
    },
    {
      what: "whose last answer there was no time to read",
      seen: {
        ...killed({ outputs: outputs({ ...CANCELLED, "job-id": "" }) }),
        exchanges: [read, write, { ...named, answeredAt: 1_990 }],
      },
      where: "during",
    },
  ])("$what", ({ seen, where }) => {
    expect(breaches(seen, CASE)).toEqual([]);
    expect(fell(seen)).toBe(where);
  });
});

describe("a run is told on", () => {
  test.each<{ what: string; seen: Observation; says: RegExp }>([
    { what: "takes too long", seen: { ...good, endedAt: 7_001 }, says: /took 5001 ms/ },
    {
      what: "lacks an output",
      seen: killed({ outputs: without("changed") }),
      says: /outputs changed/,
    },
    { what: "lacks the summary", seen: killed({ summary: "" }), says: /summary/ },
    { what: "is green", seen: killed({ exitCode: 0 }), says: /exit code 0, gate closed/ },
    { what: "dies of the signal", seen: killed({ exitCode: -1 }), says: /exit code -1/ },
    {
      what: "lacks the operation's id",
      seen: killed({ outputs: outputs({ ...CANCELLED, "operation-id": "" }) }),
      says: /operation-id is '', and Azure had told 'o'/,
    },
    {
      what: "lacks the id of a write that was under way",
      seen: {
        ...killed({ outputs: outputs({ ...CANCELLED, "operation-id": "", "job-id": "" }) }),
        exchanges: [read, { ...write, answeredAt: 2_100 }],
      },
      says: /operation-id/,
    },
    {
      what: "is killed outright without the job's id",
      seen: { ...OUTRIGHT, killed: { ...OUTRIGHT.killed, outputs: new Map() } },
      says: /job-id is 'undefined'/,
    },
    {
      what: "is killed outright before its report holds an id",
      seen: { ...OUTRIGHT, killed: { ...OUTRIGHT.killed, written: '"j"' } },
      says: /^operation-id 'o' is in no file$/,
    },
    {
      what: "is open over nothing",
      seen: killed({ exitCode: 0, outputs: outputs({ ...CANCELLED, gate: "open" }) }),
      says: /open, and not so/,
    },
    {
      what: "writes after the signal",
      seen: { ...good, exchanges: [read, write, named, { ...write, askedAt: 2_300 }] },
      says: /after the signal/,
    },
    {
      what: "leaves what the next run cannot finish",
      seen: { ...good, again: { exitCode: 1, outputs: outputs({ reason: "conflict" }) } },
      says: /the run after it ends 1, conflict/,
    },
    { what: "writes twice", seen: { ...good, writes: 2 }, says: /2 writes instead of 1/ },
    {
      what: "ends in another state",
      seen: { ...good, heldInTheEnd: false },
      says: /does not hold/,
    },
  ])("that $what", ({ seen, says }) => {
    expect(breaches(seen, CASE).join("\n")).toMatch(says);
  });
});

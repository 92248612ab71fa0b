import { expect, test } from "vitest";
import { liveLines } from "../../../../src/hosts/cli/live-lines.ts";
import type { AccountSoFar } from "../../../../src/report/step-report.ts";

const ROOM = { columns: 80, rows: 10 };
const looking = (path: string): AccountSoFar => ({ known: { path }, verdict: undefined });
const running = (path: string): AccountSoFar => ({
  known: { path, job: { id: `job-of-${path}`, status: "" } },
  verdict: undefined,
});
const ended = (path: string, reason: "completed" | "refused"): AccountSoFar => ({
  known: { path },
  verdict: { reason, message: "", hint: "" },
});

test("there is a line for each item that has not ended, with the id that is known", () => {
  const accounts = [ended("a", "completed"), running("b"), looking("c")];

  expect(liveLines(accounts, 65_000, ROOM)).toEqual([
    "b: job job-of-b, 1 min 5 s",
    "c: looking, 1 min 5 s",
  ]);
});

test("where they are too many there are counts, and what runs as far as it fits", () => {
  const accounts = [
    ...Array.from({ length: 10 }, (_, index) => running(`r${index}`)),
    ...Array.from({ length: 30 }, (_, index) => looking(`w${index}`)),
    ended("x", "completed"),
    ended("y", "refused"),
  ];
  const lines = liveLines(accounts, 1_000, ROOM);

  expect(lines[0]).toBe("2 of 42 ended (1 failed), 10 running, 30 waiting, 1 s");
  expect(lines).toHaveLength(6);
  expect(lines[1]).toBe("r0: job job-of-r0");
});

test.each([1, 10, 40])("no line is longer than a terminal of %i columns is wide", (columns) => {
  const lines = liveLines([running("p".repeat(200))], 1_000, { columns, rows: 10 });

  for (const line of lines) expect(line.length).toBeLessThanOrEqual(Math.max(2, columns - 1));
});

test("names do no harm to the terminal", () => {
  expect(liveLines([looking("a\u001b[2J\u202e\nb")], 0, ROOM)).toEqual(["a [2J b: looking, 0 s"]);
});

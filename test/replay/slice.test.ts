import { describe, expect, test } from "vitest";
import { pointsSlice } from "./point-builders.ts";
import { SESSION, sessionFile } from "./session-builders.ts";
import { readSlice } from "./slice.ts";
import { fileOf, job, poll, stopSlice } from "./slice-builders.ts";

const stop = fileOf(stopSlice());
const unnamed = JSON.stringify({ interactions: stopSlice().exchanges });
const dateless = stop.replaceAll('"date"', '"when"');

describe("readSlice", () => {
  test.each([
    { name: "sql-stop-retain--2026-02-03--a-1", content: stop, is: ["sql", "stop-retain"] },
    { name: "afs-stop-retain--2026-02-03--az", content: unnamed, is: ["afs", "stop-retain"] },
    {
      name: "vm-stop-retain-with504--2026-02-03--b-2",
      content: unnamed,
      is: ["vm", "stop-retain"],
    },
    {
      name: "hana-jobwait-restore-full-Completed--2026-02-03--c-3",
      content: JSON.stringify({ interactions: [job(0, "Completed")] }),
      is: ["hana", "jobwait"],
    },
  ])("takes $name for a slice", ({ name, content, is }) => {
    const reading = readSlice(name, content);

    expect(reading).toMatchObject({
      kind: "slice",
      slice: { name, workload: is[0], operation: is[1] },
    });
  });

  test("reads header and body of every exchange", () => {
    const reading = readSlice("sql-stop-retain--x", stop);

    expect(reading).toMatchObject({ slice: { exchanges: stopSlice().exchanges } });
  });

  test.each([
    { fault: "an operation that is not offered", name: "sql-enable--x", content: unnamed },
    {
      fault: "a recording that holds neither the write nor a look at the job",
      name: "afs-stop-retain-tail--x",
      content: JSON.stringify({ interactions: [poll(0, "Succeeded")] }),
    },
  ])("skips $fault", ({ name, content }) => {
    expect(readSlice(name, content).kind).toBe("skipped");
  });

  test("takes a recording that begins after its write for the wait for its job", () => {
    const content = JSON.stringify({ interactions: [poll(0, "Succeeded"), job(1, "Completed")] });

    expect(readSlice("afs-stop-retain-tail--x", content)).toEqual({
      kind: "slice",
      slice: {
        name: "afs-stop-retain-tail--x",
        workload: "afs",
        operation: "jobwait",
        exchanges: [job(1, "Completed")],
      },
    });
  });

  test.each([
    { word: "cancel-job", operation: "cancel" },
    { word: "stop-delete under MUA", operation: "stop-delete" },
    { word: "set-policy shorter retention under MUA", operation: "set-policy" },
    { word: "resume from BackupsSuspended", operation: "resume" },
    { word: "suspend", operation: "suspend" },
  ])("knows '$word' as $operation", ({ word, operation }) => {
    const content = JSON.stringify({ operation: word, interactions: stopSlice().exchanges });

    expect(readSlice("vm-some-name--x", content)).toMatchObject({ slice: { operation } });
  });

  test("takes a look at the job for one, whatever phase the recording calls it", () => {
    const looks = [
      ...stopSlice().exchanges.slice(0, 3),
      { ...job(31, "Completed"), phase: "poll" },
    ];
    const content = JSON.stringify({ operation: "stop-delete under MUA", interactions: looks });

    const reading = readSlice("vm-unlock-and-delete--x", content);

    expect(reading.kind === "slice" && reading.slice.exchanges.at(-1)).toEqual(
      job(31, "Completed"),
    );
  });

  test.each([
    { list: "whole", filter: "", kind: "slice" },
    {
      list: "narrowed down",
      filter: "&%24filter=restorePointQueryType+eq+%27Log%27",
      kind: "skipped",
    },
  ])("of a list of recovery points that is $list: $kind", ({ filter, kind }) => {
    const { exchanges } = pointsSlice({ filter });
    const content = JSON.stringify({ operation: "recovery-points", interactions: exchanges });

    expect(readSlice("vm-points--x", content).kind).toBe(kind);
  });

  test("knows a whole session by its exchanges without a phase", () => {
    expect(readSlice("Session", sessionFile(SESSION))).toEqual({
      kind: "session",
      name: "Session",
      exchanges: SESSION,
    });
  });

  test.each([
    { fault: "broken JSON", name: "sql-stop-retain--x", content: "{" },
    { fault: "a list", name: "sql-stop-retain--x", content: "[]" },
    { fault: "no interactions", name: "sql-stop-retain--x", content: "{}" },
    { fault: "no workload in its name", name: "stop-retain--x", content: unnamed },
    { fault: "an unknown operation", name: "sql-defrost--x", content: unnamed },
    { fault: "an answer without a date", name: "sql-stop-retain--x", content: dateless },
    {
      fault: "a session with an answer without a date",
      name: "Session",
      content: sessionFile(SESSION).replace('"date"', '"when"'),
    },
  ])("refuses a file with $fault", ({ name, content }) => {
    expect(readSlice(name, content).kind).toBe("not-a-slice");
  });
});

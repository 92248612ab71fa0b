import { describe, expect, test } from "vitest";
import { cutSession } from "./session.ts";
import {
  BACKUP,
  CANCEL,
  cut,
  ENABLE,
  list,
  look,
  MACHINE,
  recorded,
  result,
  SESSION,
  start,
} from "./session-builders.ts";
import type { Part } from "./slice.ts";
import { JOB_ID, VAULT } from "./slice-builders.ts";

const NAME = "SomeTest--2016-02-03--abc";
const REFRESH = `${VAULT}/backupFabrics/Azure/refreshContainers`;
const RESTORE = `${MACHINE}/recoveryPoints/1/restore`;

function named(part: Part): string {
  return part.kind === "slice" ? part.slice.name : `${part.group}: ${part.why}`;
}

function phases(operation: Parameters<typeof cut>[0], session = SESSION): string {
  const { exchanges } = cut(operation, session);
  return exchanges.map(({ phase }) => phase).join(" ");
}

describe("cutSession", () => {
  test("makes a slice of each backup, each cancellation and each job looked at", () => {
    expect(cutSession(NAME, SESSION).map(named)).toEqual([
      "vm enable: the action does not offer this operation",
      "vm-backup--2016-02-03--abc-4",
      "vm-cancel--2016-02-03--abc-9",
      "vm-jobwait--2016-02-03--abc-8",
    ]);
  });

  test("gives a backup what was read of its item, its operation, and the looks at its job", () => {
    expect(phases("backup")).toBe("pre pre mutate result result poll job");
    expect(cut("backup").exchanges[1]?.response.body).toContain('"vm-y"');
  });

  test("gives a cancellation the job before it, its own result, and the job after it", () => {
    const session = [list(0, "InProgress"), ...SESSION, look(36, "Cancelled")];

    expect(phases("cancel", session)).toBe("pre pre mutate result result job");
  });

  test("gives a wait every look at the job, whatever came of it", () => {
    const lost = recorded(`${VAULT}/backupJobs/${JOB_ID.toUpperCase()}`, { status: 504 });

    expect(phases("jobwait", [look(0, "InProgress"), lost, look(9, "Completed")])).toBe(
      "job job job",
    );
  });

  test("waits once for a job, whatever the casing of its id", () => {
    const again = recorded(`${VAULT}/backupJobs/${JOB_ID.toUpperCase()}`, { second: 9 });

    expect(cutSession(NAME, [look(0, "InProgress"), again])).toHaveLength(1);
  });

  test("waits for no job that is only listed, or only named by its operation", () => {
    expect(cutSession(NAME, [list(0, "Completed"), ...BACKUP]).map(named)).toEqual([
      "vm-backup--2016-02-03--abc-1",
    ]);
  });

  test("takes nothing of one operation into another", () => {
    const words = (operation: "backup" | "cancel") =>
      cut(operation).exchanges.flatMap(({ phase, request }) =>
        phase === "result" || phase === "poll"
          ? [/[bce]$/.exec(request.url.split("?")[0] ?? "")?.[0]]
          : [],
      );

    expect(words("backup")).toEqual(["b", "b", "b"]);
    expect(words("cancel")).toEqual(["c", "c"]);
  });

  test.each([
    { session: ENABLE, word: "enable" },
    {
      session: [start(0, { method: "POST", path: REFRESH, id: "r" })],
      word: "refreshContainers",
    },
    { session: [start(0, { method: "POST", path: RESTORE, id: "r" })], word: "restore" },
  ])("leaves $word out by name", ({ session, word }) => {
    expect(cutSession(NAME, session).map(named)).toEqual([
      `vm ${word}: the action does not offer this operation`,
    ]);
  });

  test("leaves a session out that starts nothing and reads no job", () => {
    const session = [recorded(`${VAULT}/backupJobs`, { body: { value: [] } })];

    expect(cutSession(NAME, session).map(named)).toEqual([
      "vm list: it starts nothing and reads no job",
    ]);
  });

  test("follows no operation whose headers are missing", () => {
    const [sent] = CANCEL;
    const bare = sent && { ...sent, response: { ...sent.response, headers: {} } };
    const stray = result(1, `${VAULT}/x/operationResults/y`, { status: 202 });

    expect(phases("cancel", bare ? [bare, stray, look(2, "Cancelled")] : [])).toBe("mutate job");
  });
});

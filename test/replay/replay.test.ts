import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { continued } from "./find-slices.ts";
import type { Run } from "./play.ts";
import { replay } from "./replay.ts";
import {
  BACKUP,
  CANCEL,
  ENABLE,
  IDS,
  MACHINE,
  recorded,
  SESSION,
  sessionFile,
} from "./session-builders.ts";
import { fileOf, itemSeen, JOB_ID, job, poll, slice, stopSlice, write } from "./slice-builders.ts";
import { gullibleRun, honestRun } from "./stand-in.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "replay-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(name: string, content: string): void {
  mkdirSync(join(folder, "slices"), { recursive: true });
  writeFileSync(join(folder, "slices", name), content);
}

async function replayed(run: Run = honestRun, altered = false) {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const code = await replay({ folders: [folder], run, altered, print });
  return { code, last: lines.at(-1), text: lines.join("\n") };
}

const failedJob = fileOf(slice("jobwait", job(0, "InProgress"), job(30, "Failed")));

describe("replay", () => {
  test("passes when every slice ends as it was recorded", async () => {
    put("sql-stop-retain--2026-02-03--a-1.json", fileOf(stopSlice()));
    put("sql-jobwait-restore-Failed--2026-02-03--b-2.json", failedJob);

    const { code, last, text } = await replayed();

    expect(code).toBe(0);
    expect(last).toBe("2 passed, 0 failed, 0 skipped");
    expect(text).toMatch(
      /^ok +sql-stop-retain--2026-02-03--a-1 +open completed +open completed +8\/6 +0 s +-$/m,
    );
    expect(text).toMatch(/^sql stop-retain +1 +1 +8\/6 +0 s +0 s +0$/m);
  });

  test("plays each part of a session as a slice of its own", async () => {
    put("SomeTest--2016-02-03--d.json", sessionFile(SESSION));

    const { code, last, text } = await replayed();

    expect(code).toBe(0);
    expect(last).toBe("3 passed, 0 failed, 1 skipped");
    expect(text).toMatch(/^ok +vm-cancel--2016-02-03--d-9 +open cancelled-as-asked/m);
    expect(text).toMatch(/^ok +vm-backup--2016-02-03--d-4 +closed job-running/m);
    expect(text).toMatch(/^ok +vm-jobwait--2016-02-03--d-8 +closed timed-out/m);
  });

  test("names every kind of answer that was filled in, most frequent first", async () => {
    const [sent, running] = BACKUP;
    const ended = recorded(`${MACHINE}/operationsStatus/${IDS.backup}`, {
      second: 25,
      body: { status: "Succeeded" },
    });
    put("SomeTest--2016-02-03--d.json", JSON.stringify({ interactions: [sent, running, ended] }));
    put("SomeTest--2016-02-03--e.json", sessionFile(CANCEL));
    put("SomeTest--2016-02-03--f.json", sessionFile(CANCEL));

    expect((await replayed()).text).toMatch(
      /^filled in: status of the operation 3, running job 2, job Cancelled 2, before made 1$/m,
    );
  });

  test("says so where nothing was filled in", async () => {
    put("sql-stop-retain--2026-02-03--a-1.json", fileOf(stopSlice()));

    expect((await replayed()).text).toMatch(/^filled in: nothing$/m);
  });

  test("fails for a gate that opens after a failed job", async () => {
    put("sql-jobwait-restore-Failed--2026-02-03--b-2.json", failedJob);

    const { code, last, text } = await replayed(gullibleRun);

    expect(code).toBe(1);
    expect(last).toBe("0 passed, 1 failed, 0 skipped");
    expect(text).toMatch(/^FAIL +sql-jobwait-\S+ +closed job-failed +open completed/m);
  });

  test("says beneath a slice which requests fitted nowhere", async () => {
    put("sql-stop-retain--2026-02-03--a-1.json", fileOf(stopSlice()));
    const run: Run = async (host, world) => {
      await honestRun(host, world);
      await honestRun(host, world);
    };

    const { code, text } = await replayed(run);

    expect(code).toBe(1);
    expect(text).toMatch(/^ +unexpected PUT \/subscriptions\//m);
  });

  test("plays each slice once per alteration when asked to, and catches what opens", async () => {
    put("sql-stop-retain--2026-02-03--a-1.json", fileOf(stopSlice()));

    expect(await replayed(honestRun, true)).toMatchObject({
      code: 0,
      last: "7 passed, 0 failed, 0 skipped",
    });
    expect(await replayed(gullibleRun, true)).toMatchObject({
      code: 1,
      last: "0 passed, 7 failed, 0 skipped",
    });
  });

  test("counts what it leaves out, with the reason", async () => {
    put("sql-stop-retain--2026-02-03--a-1.json", fileOf(stopSlice()));
    put("sql-enable--2026-02-03--c-3.json", fileOf(stopSlice()).replace("stop-retain", "enable"));
    put("SomeTest--2016-01-02--d.json", sessionFile(ENABLE));
    put("errors.json", "[]");

    const { code, last, text } = await replayed();

    expect(code).toBe(0);
    expect(last).toBe("1 passed, 0 failed, 2 skipped");
    expect(text).toMatch(/^1 +sql enable: the action does not offer this operation$/m);
    expect(text).toMatch(/^1 +vm enable: the action does not offer this operation$/m);
  });

  test("ends with 2 where there is nothing to replay", async () => {
    expect(await replayed()).toMatchObject({ code: 2, last: "0 passed, 0 failed, 0 skipped" });
  });

  test("ends with 2 for a file that is no recording", async () => {
    put("sql-stop-retain--2026-02-03--a-1.json", fileOf(stopSlice()));
    put("notes.json", "{}");

    const { code, text } = await replayed();

    expect(code).toBe(2);
    expect(text).toContain("'notes.json' is no recording: it holds no list of interactions.");
  });

  test("ends with 2 for a folder that is not there", async () => {
    put("sql-stop-retain--2026-02-03--a-1.json", fileOf(stopSlice()));
    const lines: string[] = [];
    const folders = [join(folder, "absent"), folder];

    const code = await replay({
      folders,
      run: honestRun,
      altered: false,
      print: (line) => lines.push(line),
    });

    expect(code).toBe(2);
    expect(lines[0]).toBe(`'${folders[0]}' is no folder.`);
  });
});

describe("continued", () => {
  const started = slice(
    "backup",
    write("backup"),
    poll(1, "Succeeded"),
    job(2, "InProgress"),
    itemSeen("verify", 300, {}),
  );
  const waited = slice("jobwait", job(5, "InProgress"), job(200, "Completed"));

  test("joins a backup with the slice that waits for its job", () => {
    const words = continued(started, [started, waited]).exchanges.map(({ phase }) => phase);

    expect(words).toEqual(["mutate", "poll", "job", "job", "job", "verify"]);
  });

  test("leaves everything else alone", () => {
    const stranger = JSON.parse(JSON.stringify(waited).replaceAll(JOB_ID, "another-job"));

    expect(continued(started, [stranger])).toEqual(started);
    expect(continued(stopSlice(), [waited])).toEqual(stopSlice());
    expect(continued(started, [started])).toEqual(started);
  });
});

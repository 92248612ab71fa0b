import { describe, expect, test } from "vitest";
import type { ArmResponse } from "../../../src/azure/arm/answer.ts";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { Job } from "../../../src/azure/backup/job.ts";
import { cancelResultOf, lroOf } from "../../../src/azure/backup/lro.ts";
import { ArmError, TurnedAwayError, UnknownOutcomeError } from "../../../src/errors.ts";
import { cancelJob } from "../../../src/sequence/cancel-job.ts";
import type { JobTask } from "../../../src/sequence/task.ts";
import { armResponse } from "../azure/arm/response-builders.ts";
import { job } from "../azure/backup/read-builders.ts";
import { VAULT, VAULT_ID } from "../azure/backup/resource-builders.ts";
import { acceptedWrite, fakeTools, IN_DOUBT, nthOrLast } from "./step-builders.ts";

const ORIGIN = "https://management.azure.com";
const WISH = { kind: "cancel-job", jobId: "7" } as const;
const TASK: JobTask = { kind: "job", wish: WISH, items: undefined, dryRun: false };
const BACKUP = job({ id: "7", operation: "Backup (Full)", status: "InProgress", phase: "running" });
const CANCELLED = { ...BACKUP, status: "Cancelled", phase: "cancelled" } as const;
const COMPLETED = { ...BACKUP, status: "Completed", phase: "completed" } as const;
const RESULT = `${VAULT_ID}/backupJobs/7/operationResults/op-1`;

const armError = (status: number) =>
  new ArmError("request-refused", "cancel the job 7", {
    status,
    service: { code: "X", message: "No.", recommendations: [] },
    ids: { requestId: "", correlationId: "" },
    hint: "",
  });
const answered = (location = `${ORIGIN}${RESULT}?s=1`) =>
  armResponse(202, undefined, {
    ids: { requestId: "r", correlationId: "c" },
    headers: { location },
  });

/** A vault in which the job looks so at one look after the other, and the cancel is answered so. */
function vault(
  looks: readonly (Job | undefined)[],
  answers: readonly (ArmResponse | Error)[] = [answered()],
  results: readonly (boolean | Error)[] = [true],
  settings: Parameters<typeof fakeTools>[1] = {},
) {
  const asked: string[] = [];
  const at: number[] = [];
  const next = <T>(of: readonly T[], name: string): T | undefined => {
    const seen = nthOrLast(of, asked.filter((one) => one === name).length);
    asked.push(name);
    if (seen instanceof Error) throw seen;
    return seen;
  };
  const paths: string[] = [];
  const looked = <T>(value: T) => ({ value, retryAfterMs: undefined, remaining: undefined });
  const backup: Partial<VaultWriter> = {
    job: async () => looked(next(looks, "job")),
    async cancelJob(id) {
      expect(id).toBe("7");
      at.push((fake.clock.now() - fake.tools.pace.startedAt) / 1_000);
      const answer = next(answers, "cancel") as ArmResponse;
      const place = { origin: ORIGIN, vault: VAULT };
      const result = cancelResultOf(answer, id, place);
      return { ids: answer.ids, lro: lroOf(answer, place), result };
    },
    async cancelResult(path) {
      paths.push(path);
      return looked(next(results, "result") === true);
    },
  };
  const fake = fakeTools(backup, settings);
  return { ...fake, asked, at, paths };
}

describe("a job that is to be cancelled", () => {
  test("is cancelled, and followed to its end", async () => {
    const { tools, asked, paths, said, clock } = vault([BACKUP, CANCELLED], undefined, [
      false,
      true,
    ]);

    expect(await cancelJob(TASK, tools)).toEqual({ kind: "cancel-ended", job: CANCELLED });
    expect(asked).toEqual(["job", "cancel", "result", "result", "job"]);
    expect(paths).toEqual([`${ORIGIN}${RESULT}?s=1`, `${ORIGIN}${RESULT}?s=1`]);
    expect(said()[0]).toBe("Azure accepted the request to cancel job 7.");
    expect(tools.known()).toMatchObject({
      write: acceptedWrite(tools.pace.startedAt),
      ids: { requestId: "r", correlationId: "c" },
      lro: { id: "op-1", status: "" },
      lroEndedAt: clock.now(),
    });
  });

  test("that the vault does not know is not found, and its id is kept", async () => {
    const { tools } = vault([undefined]);

    await expect(cancelJob(TASK, tools)).rejects.toMatchObject({
      reason: "job-not-found",
      message: "The vault 'vault-1' knows no job 7.",
      hint: "Check 'job-id' and 'vault'.",
    });
    expect(tools.known().job).toEqual({ id: "7", status: "" });
  });

  test.each([
    { what: "was cancelled", seen: CANCELLED, kind: "nothing-to-do" },
    { what: "has ended", seen: COMPLETED, kind: "cancel-ended" },
    { what: "cannot be cancelled", seen: { ...BACKUP, operation: "Undelete" }, kind: "refused" },
  ])("that $what is left alone", async ({ seen, kind }) => {
    const { tools, asked, said } = vault([{ ...seen, id: "as Azure spells it" }]);

    expect(await cancelJob(TASK, tools)).toMatchObject({ kind });
    expect(asked).toEqual(["job"]);
    expect(said()).toEqual([]);
    expect(tools.known().job).toEqual(seen);
    expect(tools.known().write).toBeUndefined();
  });

  test("that is being cancelled already is only followed", async () => {
    const { tools, asked, said } = vault([{ ...BACKUP, status: "Cancelling" }, CANCELLED]);

    expect(await cancelJob(TASK, tools)).toEqual({ kind: "cancel-ended", job: CANCELLED });
    expect(asked).toEqual(["job", "job"]);
    expect(said()[0]).toBe("Job 7 is being cancelled already.");
  });

  test("is left alone by a dry run, which shows the request", async () => {
    const { tools, asked, said } = vault([BACKUP]);
    const path = `${VAULT_ID}/backupJobs/7/cancel`;

    expect(await cancelJob({ ...TASK, dryRun: true }, tools)).toEqual({
      kind: "dry-run",
      plan: "cancel the job 7 (Backup (Full))",
    });
    expect(asked).toEqual(["job"]);
    expect(tools.known().request).toEqual({ method: "POST", path, body: "", unlock: "" });
    expect(said()).toEqual([`Would send POST ${path}`]);
  });
});

describe("a request to cancel that Azure does not take", () => {
  test.each([
    { what: "throttled", error: new TurnedAwayError("cancel", "HTTP 429", 30_000), seconds: 30 },
    {
      what: "throttled for a moment",
      error: new TurnedAwayError("cancel", "HTTP 429", 1),
      seconds: 2,
    },
    { what: "turned away", error: new TurnedAwayError("cancel", "off", undefined), seconds: 2 },
    { what: "lost", error: new UnknownOutcomeError("cancel", "HTTP 504"), seconds: 2 },
  ])("is made once more while the job is running: $what", async ({ error, seconds }) => {
    const { tools, at, said } = vault([BACKUP, BACKUP, CANCELLED], [error, answered()]);

    expect(await cancelJob(TASK, tools)).toMatchObject({ job: CANCELLED });
    expect(at).toEqual([0, seconds]);
    expect(said()[0]).toBe(`${error.message} Looking at the job.`);
    expect(tools.known().lro?.id).toBe("op-1");
  });

  test.each([
    {
      what: "turned away",
      error: new TurnedAwayError("cancel", "off", 0),
      write: { kind: "turned-away" },
    },
    { what: "lost", error: new UnknownOutcomeError("cancel", "HTTP 504"), write: IN_DOUBT },
    { what: "refused", error: armError(409), write: { kind: "turned-away" } },
  ])("does not matter once the job has ended: $what", async ({ error, write }) => {
    for (const ended of [COMPLETED, { ...BACKUP, status: "Cancelling" }]) {
      const { tools, at } = vault([BACKUP, ended, COMPLETED], [error]);

      expect(await cancelJob(TASK, tools)).toMatchObject({ job: COMPLETED });
      expect(at).toEqual([0]);
      expect(tools.known().write).toEqual(write);
    }
  });

  test("does not matter where the job has vanished, until it is followed", async () => {
    const lost = new UnknownOutcomeError("cancel", "HTTP 504");
    const { tools, at } = vault([BACKUP, undefined, COMPLETED], [lost]);

    expect(await cancelJob(TASK, tools)).toMatchObject({ job: COMPLETED });
    expect(at).toEqual([0]);
  });

  test("is final where Azure refuses it and the job goes on, without a pause", async () => {
    const error = armError(403);
    const { tools, said, clock } = vault([BACKUP], [error]);

    await expect(cancelJob(TASK, tools)).rejects.toBe(error);
    expect(said()).toEqual([]);
    expect(clock.now()).toBe(tools.pace.startedAt);
  });

  test("is final the second time, and what is not known stays so", async () => {
    const lost = new UnknownOutcomeError("cancel", "HTTP 504");
    const { tools, at } = vault([BACKUP], [lost]);

    await expect(cancelJob(TASK, tools)).rejects.toBe(lost);
    expect(at).toEqual([0, 2]);
    expect(tools.known().write?.kind).toBe("in-doubt");
  });

  test("is not looked into where the step was cancelled or is at fault", async () => {
    const error = new TypeError("a defect");
    const { tools, asked } = vault([BACKUP], [error]);

    await expect(cancelJob(TASK, tools)).rejects.toBe(error);
    expect(asked).toEqual(["job", "cancel"]);
    expect(tools.known().write).toEqual(IN_DOUBT);
  });
});

describe("the result of a cancellation", () => {
  const other = "https://evil.example/x/operationResults/op-12?s=1";

  test("is asked for by its id where Azure gives a URL of another host", async () => {
    const { tools, paths } = vault([BACKUP, CANCELLED], [answered(other)]);

    await cancelJob(TASK, tools);

    expect(paths).toEqual([`${VAULT_ID}/backupJobs/7/operationResults/op-12`]);
  });

  test.each(["", "https://evil.example/x/results/op-1"])(
    "is not asked for where Azure names none: '%s'",
    async (location) => {
      const { tools, asked } = vault([BACKUP, CANCELLED], [answered(location)]);

      expect(await cancelJob(TASK, tools)).toMatchObject({ kind: "cancel-ended" });
      expect(asked).toEqual(["job", "cancel", "job"]);
    },
  );

  test("may be unknown at a path of our own, which says nothing", async () => {
    const { tools } = vault([BACKUP, CANCELLED], [answered(other)], [armError(404)]);

    expect(await cancelJob(TASK, tools)).toMatchObject({ job: CANCELLED });
  });

  test.each([
    { what: "404 at Azure's own URL", location: undefined, error: armError(404) },
    { what: "refusal at Azure's own URL", location: undefined, error: armError(400) },
    { what: "refusal at a path of our own", location: other, error: armError(400) },
    { what: "defect at a path of our own", location: other, error: new TypeError("a defect") },
  ])("is final by a $what", async ({ location, error }) => {
    const { tools } = vault([BACKUP, CANCELLED], [answered(location)], [error]);

    await expect(cancelJob(TASK, tools)).rejects.toBe(error);
    expect(tools.known().lroEndedAt).toBeUndefined();
  });

  test("is waited for until time runs out", async () => {
    const { tools } = vault([BACKUP], undefined, [false], { timeoutMs: 60_000 });

    await expect(cancelJob(TASK, tools)).rejects.toThrow(
      "Time ran out while waiting for Azure to cancel the job.",
    );
  });
});

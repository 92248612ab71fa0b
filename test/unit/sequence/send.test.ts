import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import {
  ArmError,
  DeadlineError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../../../src/errors.ts";
import { sendWrite } from "../../../src/sequence/send.ts";
import { item, job } from "../azure/backup/read-builders.ts";
import { acceptedWrite, fakeTools, IN_DOUBT, plannedWrite as write } from "./step-builders.ts";

const SERVICE = { code: "BMSUserErrorX", message: "No.", recommendations: [] };
const NO_IDS = { requestId: "", correlationId: "" };

/** A vault whose answer to the write is this, and which then shows these jobs and this item. */
function vault(
  answer: Error | "accepted",
  { jobs = [], shows = item(), ...backup }: Partial<VaultWriter> & Shown = {},
) {
  const written: unknown[] = [];
  const asked: unknown[] = [];
  const fake = fakeTools({
    async write(...parts) {
      written.push(parts);
      if (answer !== "accepted") throw answer;
      return { ids: { requestId: "r", correlationId: "c" }, lro: undefined };
    },
    async listJobs(filter) {
      asked.push(filter);
      return jobs;
    },
    item: async () => shows,
    ...backup,
  });
  return { ...fake, written, asked };
}
interface Shown {
  readonly jobs?: readonly ReturnType<typeof job>[];
  readonly shows?: ReturnType<typeof item>;
}

const lost = (answer?: { status: number; service: typeof SERVICE }) =>
  new UnknownOutcomeError("stop it", "it is gone", { answer });
const stop = (changes = {}) =>
  job({
    operation: "DisableBackup",
    status: "InProgress",
    phase: "running",
    startTime: Date.UTC(2026, 0, 5, 10),
    ...changes,
  });

describe("a write", () => {
  test("that Azure accepts is accepted, and nothing of an earlier operation remains", async () => {
    const { tools, written, clock } = vault("accepted");
    tools.learn({ lro: { id: "old", status: "Failed" }, lroEndedAt: 5 });
    const headers = { "x-ms-a": "b" };

    const sent = await sendWrite(write("PUT"), headers, tools);

    expect(sent.kind).toBe("accepted");
    expect(written).toEqual([
      [item().address, write("PUT").authorized.write, { doing: "stop it", headers }],
    ]);
    expect(tools.known()).toMatchObject({
      write: acceptedWrite(clock.now()),
      ids: { requestId: "r", correlationId: "c" },
      lro: undefined,
      lroEndedAt: undefined,
    });
  });

  test.each([{ timeoutMs: 0 }, { timeoutMs: -1 }])(
    "is not sent once time has run out ($timeoutMs ms left)",
    async ({ timeoutMs }) => {
      const { tools } = fakeTools({}, { timeoutMs });

      await expect(sendWrite(write("PUT"), {}, tools)).rejects.toThrow(
        new DeadlineError("about to stop it"),
      );
      expect(tools.known().write).toBeUndefined();
    },
  );

  test("is not sent, and not in doubt, once the step is cancelled", async () => {
    const { tools, written } = vault("accepted");
    const reason = new Error("cancelled");
    const pace = { ...tools.pace, signal: AbortSignal.abort(reason) };

    await expect(sendWrite(write("PUT"), {}, { ...tools, pace })).rejects.toBe(reason);
    expect(written).toEqual([]);
    expect(tools.known().write).toBeUndefined();
  });

  test("that Azure turns away may be decided on again", async () => {
    const error = new TurnedAwayError("stop it", "it throttled", 1_000);
    const { tools } = vault(error);

    expect(await sendWrite(write("PUT"), {}, tools)).toEqual({ kind: "turned-away", error });
    expect(tools.known().write).toEqual({ kind: "turned-away" });
  });

  test("that Azure refuses was not carried out", async () => {
    const answer = { status: 400, service: SERVICE, ids: NO_IDS, hint: "" };
    const error = new ArmError("request-refused", "stop it", answer);
    const { tools } = vault(error);

    await expect(sendWrite(write("PUT"), {}, tools)).rejects.toBe(error);
    expect(tools.known().write).toEqual({ kind: "turned-away" });
  });

  test("that a cancel or a defect interrupts stays in doubt", async () => {
    const error = new Error("cancelled");
    const { tools } = vault(error);

    await expect(sendWrite(write("PUT"), {}, tools)).rejects.toBe(error);
    expect(tools.known().write).toEqual(IN_DOUBT);
  });
});

describe("a write whose answer is lost", () => {
  test("is ours, and accepted, where its job is found", async () => {
    const { tools, clock, said } = vault(lost(), { jobs: [stop()] });
    tools.learn({ lro: { id: "old", status: "Failed" } });

    expect(await sendWrite(write("PUT"), {}, tools)).toEqual({ kind: "job-found", job: stop() });
    expect(tools.known()).toMatchObject({
      write: acceptedWrite(clock.now()),
      lro: undefined,
    });
    expect(said()).toEqual([
      "It is not known whether Azure took the request to stop it: it is gone. Looking for its effect on the item and among the jobs.",
    ]);
  });

  test("stays in doubt where the item shows it, whoever did it", async () => {
    const { tools } = vault(lost(), { shows: item({ condition: "stopped" }) });

    expect(await sendWrite(write("PUT"), {}, tools)).toEqual({ kind: "reached" });
    expect(tools.known().write).toEqual(IN_DOUBT);
  });

  test.each([
    { method: "PUT", doubtful: 0, mayRepeat: true },
    { method: "PUT", doubtful: 2, mayRepeat: true },
    { method: "DELETE", doubtful: 0, mayRepeat: true },
    { method: "DELETE", doubtful: 2, mayRepeat: false },
    { method: "POST", doubtful: 0, mayRepeat: false },
    { method: "POST", doubtful: 2, mayRepeat: false },
  ] as const)(
    "and shows nothing, a $method with $doubtful jobs that may be it, may be repeated: $mayRepeat",
    async (row) => {
      const operation = row.method === "POST" ? "Backup (Full)" : "DisableBackup";
      const jobs = ["a", "b"].slice(0, row.doubtful).map((id) => stop({ id, operation }));
      const { tools } = vault(lost(), { jobs });

      const sent = await sendWrite(write(row.method), {}, tools);

      expect(sent).toMatchObject({ kind: "no-effect", mayRepeat: row.mayRepeat });
      expect(tools.known().write).toEqual(IN_DOUBT);
      const { message, hint } = sent.kind === "no-effect" ? sent.error : lost();
      expect(hint).toBe(lost().hint);
      const names = jobs.map(({ id }) => `Job ${id} (${operation}): InProgress`).join("; ");
      expect(message).toBe(
        row.doubtful === 0
          ? lost().message
          : `${lost().message} It may be the work of this request or of another one: ${names}.`,
      );
    },
  );

  test.each([
    { what: "nothing", answer: undefined, method: "PUT", seconds: 120 },
    {
      what: "a 500 of Azure's",
      answer: { status: 500, service: SERVICE },
      method: "PUT",
      seconds: 20,
    },
    {
      what: "a 500 of Azure's",
      answer: { status: 500, service: SERVICE },
      method: "DELETE",
      seconds: 20,
    },
    {
      what: "a 500 of Azure's",
      answer: { status: 500, service: SERVICE },
      method: "POST",
      seconds: 120,
    },
    {
      what: "a 500 of somebody else's",
      answer: { status: 500, service: { ...SERVICE, code: "" } },
      method: "PUT",
      seconds: 120,
    },
    { what: "a 503", answer: { status: 503, service: SERVICE }, method: "PUT", seconds: 120 },
  ] as const)(
    "after $what is looked for $seconds s: $method",
    async ({ answer, method, seconds }) => {
      const { tools, clock } = vault(lost(answer));
      const startedAt = clock.now();

      await sendWrite(write(method), {}, tools);

      expect((clock.now() - startedAt) / 1_000).toBe(seconds);
    },
  );
});

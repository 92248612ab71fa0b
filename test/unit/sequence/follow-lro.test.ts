import { describe, expect, test } from "vitest";
import { requestLog } from "../../../src/azure/arm/request-log.ts";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { Looked } from "../../../src/azure/backup/looked.ts";
import { DeadlineError } from "../../../src/errors.ts";
import { followLro } from "../../../src/sequence/follow-lro.ts";
import type { Known } from "../../../src/sequence/known.ts";
import { sharedReads } from "../../../src/sequence/shared-reads.ts";
import { alone } from "../../../src/sequence/together.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { VAULT, VAULT_ID } from "../azure/backup/resource-builders.ts";
import { paceOn } from "../time/pace-builder.ts";

const ORIGIN = "https://management.azure.com";
const SIGNED = "api-version=2025-02-01&t=638&c=MIIH%2BzCC&s=a_b-c&h=x%3D%3D";
const VAULT_LEVEL = `${VAULT_ID}/backupOperations/op-1`;

/** A vault whose operation shows these documents in turn, and the last for ever. */
function setUp(documents: readonly unknown[], timeoutMs = 3_600_000) {
  const clock = new VirtualClock();
  const startedAt = clock.now();
  const looks: { path: string; afterMs: number }[] = [];
  let known: Known = {};
  const operation = async (path: string): Promise<Looked<unknown>> => {
    looks.push({ path, afterMs: clock.now() - startedAt });
    const value = documents[Math.min(looks.length, documents.length) - 1];
    return { value, retryAfterMs: undefined, remaining: undefined };
  };
  const pace = paceOn(clock, { timeoutMs });
  const tools: Tools = {
    backup: { vault: VAULT, lro: operation } as Partial<VaultWriter> as VaultWriter,
    pace,
    log: pace.log,
    fitsOutput: () => true,
    guardToken: undefined,
    requests: requestLog(new VirtualClock()),
    shared: sharedReads(clock),
    together: alone({
      job: async () => ({ value: undefined, retryAfterMs: undefined, remaining: undefined }),
    }),
    isRed: () => false,
    known: () => known,
    learn: (facts) => {
      known = { ...known, ...facts };
    },
    serviceNow: () => clock.now(),
    present: () => ({ azure: clock.now(), machine: clock.now() }),
    announceItems: () => {},
    forItem: () => {
      throw new Error("These tools are for one item.");
    },
  };
  const ref = { id: "op-1", path: `${ORIGIN}${VAULT_LEVEL}?${SIGNED}` };
  const recorded = { quarter: 31.6, ends: [4.5, 9] };
  return { looks, ref, follow: () => followLro(ref, recorded, tools), known: () => known };
}

const running = { id: "op-1", status: "InProgress", endTime: "0001-01-01T00:00:00" };
const succeeded = { status: "Succeeded", properties: { jobId: "7" } };

describe("followLro", () => {
  test("looks when such operations usually end, from its acceptance on", async () => {
    const { looks, ref, follow, known } = setUp([running, succeeded]);

    const end = await follow();

    expect(end).toMatchObject({ id: "op-1", outcome: "succeeded", jobIds: ["7"] });
    expect(looks).toEqual([
      { path: ref.path, afterMs: 4_500 },
      { path: ref.path, afterMs: 9_000 },
    ]);
    expect(known().lro).toEqual({ id: "op-1", status: "Succeeded" });
    expect(known().lroEndedAt).toBeDefined();
  });

  test.each([
    { status: "Succeeded", outcome: "succeeded" },
    { status: "Failed", outcome: "failed" },
    { status: "Invalid", outcome: "failed" },
    { status: "Canceled", outcome: "cancelled" },
    { status: "Cancelled", outcome: "cancelled" },
  ])("takes $status as $outcome", async ({ status, outcome }) => {
    expect(await setUp([{ status }]).follow()).toMatchObject({ status, outcome });
  });

  test.each(["InProgress", "Queued", "Finishing", "", undefined])(
    "takes '%s' as running, which only the deadline ends",
    async (status) => {
      await expect(setUp([{ status }], 120_000).follow()).rejects.toBeInstanceOf(DeadlineError);
    },
  );

  test.each([
    { properties: { jobId: "7" }, jobIds: ["7"] },
    { properties: { jobIds: ["7", "8"] }, jobIds: ["7", "8"] },
    { properties: { jobId: "" }, jobIds: [] },
    { properties: null, jobIds: [] },
    { properties: undefined, jobIds: [] },
    { properties: { jobIds: ["7"], failedJobsError: null }, jobIds: ["7"] },
    { properties: { jobIds: ["7"], failedJobsError: {} }, jobIds: ["7"] },
  ])(
    "takes jobs from $properties, never the operation's own id",
    async ({ properties, jobIds }) => {
      const end = await setUp([{ id: "op-1", status: "Succeeded", properties }]).follow();

      expect(end).toMatchObject({ outcome: "succeeded", jobIds });
    },
  );

  test("takes an operation of which a job failed as failed", async () => {
    const properties = { jobIds: ["7", "8"], failedJobsError: { 8: "No space." } };

    const end = await setUp([{ status: "Succeeded", properties }]).follow();

    expect(end).toMatchObject({ outcome: "failed", error: { message: "No space." } });
  });

  test("keeps what Azure says of a failure", async () => {
    const failure = { status: "Failed", error: { code: "UserErrorX", message: "No." } };

    expect(await setUp([failure]).follow()).toMatchObject({
      error: { code: "UserErrorX", message: "No." },
    });
  });

  test("asks the vault by id while the service does not know the URL", async () => {
    const { looks, ref, follow } = setUp([undefined, undefined, succeeded]);

    await follow();

    expect(looks.map(({ path }) => path)).toEqual([ref.path, VAULT_LEVEL, VAULT_LEVEL]);
  });

  test("gives up after two minutes in which nobody knew the operation", async () => {
    const { looks, follow } = setUp([undefined]);

    await expect(follow()).rejects.toMatchObject({
      reason: "contact-lost",
      message: expect.stringContaining("and then did not know it"),
    });
    const last = looks.at(-1)?.afterMs ?? 0;
    expect(last).toBeGreaterThanOrEqual(120_000);
    expect(last).toBeLessThan(140_000);
  });
});

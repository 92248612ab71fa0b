import { describe, expect, test } from "vitest";
import type { ArmResponse } from "../../../../src/azure/arm/answer.ts";
import { cancelResultOf, lroOf, readLro } from "../../../../src/azure/backup/lro.ts";
import { VAULT, VAULT_ID } from "./resource-builders.ts";

const ORIGIN = "https://management.azure.com";
const ITEM_LEVEL = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;rg;vm/protectedItems/SQLDataBase;i;d`;
const SIGNED = "api-version=2025-02-01&t=638&c=MIIH%2BzCC&s=a_b-c&h=x%3D%3D";
const VAULT_LEVEL = `${VAULT_ID}/backupOperations/op-1`;

function accepted(headers: Readonly<Record<string, string>>): ArmResponse {
  return {
    status: 202,
    body: undefined,
    ids: { requestId: "", correlationId: "" },
    date: undefined,
    retryAfterMs: undefined,
    remaining: undefined,
    header: (name) => headers[name] ?? "",
  };
}

const refOf = (headers: Readonly<Record<string, string>>) =>
  lroOf(accepted(headers), { origin: ORIGIN, vault: VAULT });

describe("an operation is followed at", () => {
  test.each([
    { what: "an item's", url: `${ORIGIN}${ITEM_LEVEL}/operationsStatus/op-1?${SIGNED}` },
    { what: "the vault's", url: `${ORIGIN}${VAULT_LEVEL}?${SIGNED}` },
    { what: "an unsigned", url: `${ORIGIN}${VAULT_LEVEL}?api-version=2025-02-01` },
    { what: "a lower-case", url: `${ORIGIN}${VAULT_ID}/backupoperations/op-1` },
    { what: "an unknown form of", url: `${ORIGIN}/providers/x/operations/op-1?${SIGNED}` },
  ])("$what URL, exactly as it was given", ({ url }) => {
    const location = `${ORIGIN}${ITEM_LEVEL}/operationResults/other?${SIGNED}`;

    expect(refOf({ "azure-asyncoperation": url, location })).toEqual({ id: "op-1", path: url });
  });

  test.each([
    {
      what: "another host",
      headers: { "azure-asyncoperation": `https://evil.example${VAULT_LEVEL}?${SIGNED}` },
    },
    {
      what: "a host whose name begins alike",
      headers: { "azure-asyncoperation": `${ORIGIN}.evil.example${VAULT_LEVEL}` },
    },
    {
      what: "another port",
      headers: { "azure-asyncoperation": `${ORIGIN}:8443${VAULT_LEVEL}` },
    },
    {
      what: "an unencrypted URL",
      headers: { "azure-asyncoperation": `http://management.azure.com${VAULT_LEVEL}` },
    },
    {
      what: "two question marks",
      headers: {
        "azure-asyncoperation": `${ORIGIN}${VAULT_LEVEL}?api-version=2025-02-01?${SIGNED}`,
      },
    },
    { what: "a relative URL", headers: { "azure-asyncoperation": `${VAULT_LEVEL}?${SIGNED}` } },
    {
      what: "a Location alone, an item's",
      headers: { location: `${ORIGIN}${ITEM_LEVEL}/operationResults/op-1?${SIGNED}` },
    },
    {
      what: "a Location alone, the vault's",
      headers: { location: `${ORIGIN}${VAULT_ID}/backupOperationResults/op-1?${SIGNED}` },
    },
    {
      what: "a URL on another host of a form nobody knows, by its last segment",
      headers: { "azure-asyncoperation": "https://evil.example/some/other/op-1/?a=b#c" },
    },
    {
      what: "a URL on another host that goes on after the id",
      headers: { "azure-asyncoperation": "https://evil.example/operationsStatus/op-1/details" },
    },
    {
      what: "a Location alone of a form nobody knows",
      headers: { location: "https://evil.example/some/other/op-1?a=b" },
    },
    {
      what: "a header without an id besides a Location",
      headers: {
        "azure-asyncoperation": "pending",
        location: `${ORIGIN}${VAULT_ID}/backupOperationResults/op-1`,
      },
    },
  ])("the vault, by its id, after $what", ({ headers }) => {
    expect(refOf(headers)).toEqual({ id: "op-1", path: VAULT_LEVEL });
  });

  test.each([
    { what: "no header", headers: {} },
    { what: "empty headers", headers: { "azure-asyncoperation": "", location: "" } },
    { what: "headers without an id", headers: { "azure-asyncoperation": "/", location: "//?a=b" } },
  ])("nothing after $what", ({ headers }) => {
    expect(refOf(headers)).toBeUndefined();
  });
});

describe("the result of a cancel is read", () => {
  const resultOf = (location: string) =>
    cancelResultOf(accepted({ location }), "7", { origin: ORIGIN, vault: VAULT });
  const own = `${VAULT_ID}/backupJobs/7/operationResults/op-1`;

  test("where Azure says, on the ARM origin", () => {
    const path = `${ORIGIN}${own}?${SIGNED}`;

    expect(resultOf(path)).toEqual({ path, isGiven: true });
  });

  test.each([
    { what: "another host", location: `https://evil.example${own}?${SIGNED}` },
    { what: "a relative URL", location: `${own}?${SIGNED}` },
  ])("by its id after $what", ({ location }) => {
    expect(resultOf(location)).toEqual({ path: own, isGiven: false });
  });

  test.each([{ location: "" }, { location: "https://evil.example/some/other" }])(
    "nowhere after '$location'",
    ({ location }) => {
      expect(resultOf(location)).toBeUndefined();
    },
  );
});

describe("the status of an operation", () => {
  test.each([
    { status: "Succeeded", outcome: "succeeded" },
    { status: "succeeded", outcome: "succeeded" },
    { status: "Failed", outcome: "failed" },
    { status: "Invalid", outcome: "failed" },
    { status: "Canceled", outcome: "cancelled" },
    { status: "Cancelled", outcome: "cancelled" },
    { status: "InProgress", outcome: "running" },
    { status: "Accepted", outcome: "running" },
    { status: "", outcome: "running" },
  ])("'$status' means $outcome", ({ status, outcome }) => {
    expect(readLro("op-1", { status })).toMatchObject({ id: "op-1", status, outcome });
  });

  test.each([undefined, null, "Succeeded", [], {}])("is unknown in %j, so it runs", (document) => {
    expect(readLro("op-1", document)).toEqual({
      id: "op-1",
      status: "",
      outcome: "running",
      jobIds: [],
      startedAt: undefined,
      error: expect.objectContaining({ code: "", message: "" }),
    });
  });

  test("is a failure if a job failed to start, whatever word it has, and says why", () => {
    const document = {
      status: "Succeeded",
      properties: { failedJobsError: { 1: "The disk is full.", 2: "The host is gone." } },
    };

    expect(readLro("op-1", document)).toMatchObject({
      outcome: "failed",
      error: { message: "The disk is full. The host is gone." },
    });
  });

  test("keeps Azure's own error beside jobs that failed to start", () => {
    const document = {
      status: "Failed",
      error: { code: "UserErrorX", message: "It is full." },
      properties: { failedJobsError: { 1: "Other words." } },
    };

    expect(readLro("op-1", document).error).toMatchObject({
      code: "UserErrorX",
      message: "It is full.",
    });
  });

  test.each([
    { what: "one job", properties: { jobId: "j1" }, jobIds: ["j1"] },
    { what: "several jobs", properties: { jobIds: ["j1", "j2"] }, jobIds: ["j1", "j2"] },
    { what: "no job", properties: { jobId: "", jobIds: [""] }, jobIds: [] },
    { what: "nothing", properties: null, jobIds: [] },
  ])("names $what", ({ properties, jobIds }) => {
    expect(readLro("op-1", { status: "Succeeded", properties }).jobIds).toEqual(jobIds);
  });

  test("tells when the operation began", () => {
    const startTime = "2026-01-05T10:00:00Z";

    expect(readLro("op-1", { status: "Succeeded", startTime }).startedAt).toBe(
      Date.parse(startTime),
    );
  });
});

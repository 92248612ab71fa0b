import type { PipelineRequest } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { askForAssertion } from "../../../../src/hosts/azure-pipelines/oidc.ts";
import { type Answer, answering, failureOf } from "../../../support/answering.ts";
import { NEVER_CANCELLED } from "../../time/pace-builder.ts";

const SOURCE = {
  requestUri: "https://dev.azure.test/contoso/_apis/oidctoken?x=1",
  jobToken: "job-token",
  connectionId: "connection-1",
};

function ask(answers: readonly Answer[], source = SOURCE, signal = NEVER_CANCELLED) {
  const { requests, world } = answering(answers, signal);
  return { requests, assertion: askForAssertion(source, world) };
}

const GIVEN = { status: 200, body: { oidcToken: "assertion-1" } };

describe("an assertion", () => {
  test("is asked for with the job's token, for the connection, and for no page", async () => {
    const { requests, assertion } = ask([GIVEN]);

    expect(await assertion).toBe("assertion-1");
    const [{ url, method, headers } = {} as PipelineRequest] = requests;
    expect(method).toBe("POST");
    expect(url).toBe(
      "https://dev.azure.test/contoso/_apis/oidctoken?x=1&api-version=7.1&serviceConnectionId=connection-1",
    );
    expect(headers.get("authorization")).toBe("Bearer job-token");
    expect(headers.get("x-tfs-fedauthredirect")).toBe("Suppress");
  });

  test.each<{ answer: Answer }>([
    { answer: { status: 503 } },
    { answer: { status: 429, body: {} } },
    { answer: new Error("socket hang up") },
  ])("is asked for again after a bad moment", async ({ answer }) => {
    const { requests, assertion } = ask([answer, answer, GIVEN]);

    expect(await assertion).toBe("assertion-1");
    expect(requests).toHaveLength(3);
  });
});

describe("an assertion that is not given", () => {
  test.each<{ answer: Answer; says: string; tries: number }>([
    {
      answer: { status: 400, body: { message: "No\nsuch." } },
      says: "No such. (HTTP 400)",
      tries: 1,
    },
    { answer: { status: 404, body: { value: "Gone." } }, says: "Gone. (HTTP 404)", tries: 1 },
    { answer: { status: 404, body: { value: { Message: "Out." } } }, says: "Out.", tries: 1 },
    { answer: { status: 200, body: "<html>" }, says: "HTTP 200", tries: 1 },
    { answer: { status: 500, body: "" }, says: "HTTP 500", tries: 3 },
    { answer: new Error("ECONNREFUSED"), says: "ECONNREFUSED", tries: 3 },
  ])("is told with its reason: $says", async ({ answer, says, tries }) => {
    const { requests, assertion } = ask([answer]);

    const error = await failureOf(assertion);

    expect(error).toMatchObject({ reason: "sign-in-failed" });
    expect(String(error)).toContain(`Azure Pipelines gave no OIDC token: ${says}`);
    expect(requests).toHaveLength(tries);
  });

  test.each([401, 302])("because the job's token has died names that (%s)", async (status) => {
    const error = await failureOf(ask([{ status, body: {} }]).assertion);

    expect(error).toMatchObject({ hint: expect.stringContaining("'timeoutInMinutes'") });
  });

  test.each([
    { requestUri: "" },
    { requestUri: "http://dev.azure.test/oidctoken" },
    { jobToken: "" },
  ])("is not asked for where the job cannot: %o", async (lack) => {
    const { requests, assertion } = ask([GIVEN], { ...SOURCE, ...lack });

    expect(String(await failureOf(assertion))).toContain("offers this job no OIDC token");
    expect(requests).toEqual([]);
  });

  test("because the step was cancelled ends at once", async () => {
    const reason = new Error("cancelled");
    const { requests, assertion } = ask([reason], SOURCE, AbortSignal.abort(reason));

    await expect(assertion).rejects.toBe(reason);
    expect(requests).toHaveLength(1);
  });
});

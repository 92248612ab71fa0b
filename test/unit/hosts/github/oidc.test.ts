import { describe, expect, test } from "vitest";
import { githubAssertion } from "../../../../src/hosts/github/oidc.ts";
import { type Answer, answering, failureOf } from "../../../support/answering.ts";
import { NEVER_CANCELLED } from "../../time/pace-builder.ts";

const SOURCE = {
  requestUrl: "https://pipelines.github.test/idtoken/1?api-version=2.0",
  requestToken: "request-token",
};
const AUDIENCE = "api://AzureADTokenExchange";
const GIVEN = { status: 200, body: { value: "assertion-1" } };

function ask(answers: readonly Answer[], signal = NEVER_CANCELLED) {
  const { requests, world } = answering(answers, signal);
  return { requests, assertion: githubAssertion(AUDIENCE, SOURCE, world) };
}

describe("GitHub's assertion", () => {
  test("is asked for with the job's token and for the audience", async () => {
    const { requests, assertion } = ask([GIVEN]);

    expect(await assertion).toBe("assertion-1");
    const [request] = requests;
    expect(request?.method).toBe("GET");
    expect(request?.url).toBe(
      "https://pipelines.github.test/idtoken/1?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange",
    );
    expect(request?.headers.get("authorization")).toBe("Bearer request-token");
  });

  test.each<{ answer: Answer }>([
    { answer: { status: 503 } },
    { answer: { status: 408, body: {} } },
    { answer: new Error("socket hang up") },
  ])("is asked for again after a bad moment", async ({ answer }) => {
    const { requests, assertion } = ask([answer, answer, GIVEN]);

    expect(await assertion).toBe("assertion-1");
    expect(requests).toHaveLength(3);
  });

  test.each<{ answer: Answer; says: string; tries: number }>([
    {
      answer: { status: 401, body: { message: "No\nsuch." } },
      says: "No such. (HTTP 401)",
      tries: 1,
    },
    { answer: { status: 200, body: "<html>" }, says: "HTTP 200", tries: 1 },
    { answer: { status: 500, body: "" }, says: "HTTP 500", tries: 3 },
    { answer: new Error("ECONNREFUSED"), says: "ECONNREFUSED", tries: 3 },
  ])("that is not given tells why: $says", async ({ answer, says, tries }) => {
    const { requests, assertion } = ask([answer]);

    expect(await failureOf(assertion)).toMatchObject({ message: says });
    expect(requests).toHaveLength(tries);
  });

  test("ends at once when the step is cancelled", async () => {
    const reason = new Error("cancelled");
    const { requests, assertion } = ask([reason], AbortSignal.abort(reason));

    await expect(assertion).rejects.toBe(reason);
    expect(requests).toHaveLength(1);
  });
});

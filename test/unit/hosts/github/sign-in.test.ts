import { describe, expect, test } from "vitest";
import { githubSignIn } from "../../../../src/hosts/github/sign-in.ts";
import { FakeRunner, type FakeRunnerSettings } from "../../../support/fake-runner.ts";

const GRANTED: FakeRunnerSettings = {
  env: { ACTIONS_ID_TOKEN_REQUEST_URL: "https://github.test/token" },
};
const signIn = (settings: FakeRunnerSettings = {}) => githubSignIn(new FakeRunner(settings));

describe("an assertion", () => {
  test("is GitHub's OIDC token for the audience", async () => {
    const asked: string[] = [];
    const { assertion } = signIn({
      ...GRANTED,
      async oidcToken(audience) {
        asked.push(audience);
        return "token-1";
      },
    });

    expect(await assertion("api://AzureADTokenExchange")).toBe("token-1");
    expect(asked).toEqual(["api://AzureADTokenExchange"]);
  });

  test("is not asked for without 'id-token: write', and the error says who has to grant it", async () => {
    const asked: string[] = [];
    const { assertion } = signIn({
      async oidcToken(audience) {
        asked.push(audience);
        return "token-1";
      },
    });

    await expect(assertion("api://x")).rejects.toMatchObject({
      reason: "sign-in-failed",
      message: "GitHub offers this job no OIDC token.",
      hint: "Add 'permissions: id-token: write' to the job. In a reusable workflow the caller's job has to grant it as well.",
    });
    expect(asked).toEqual([]);
  });

  test("that GitHub does not give says what its trouble was, on one line", async () => {
    const trouble = new Error("Error Code : 503\n Error Message: busy");
    const { assertion } = signIn({
      ...GRANTED,
      oidcToken: async () => {
        throw trouble;
      },
    });

    await expect(assertion("api://x")).rejects.toMatchObject({
      reason: "sign-in-failed",
      message: "GitHub gave no OIDC token: Error Code : 503 Error Message: busy",
      hint: "Check 'permissions: id-token: write', and on a self-hosted runner its proxy and NODE_EXTRA_CA_CERTS.",
      cause: trouble,
    });
  });

  test("may fail with anything", async () => {
    const { assertion } = signIn({
      ...GRANTED,
      oidcToken: () => Promise.reject("gone"),
    });

    await expect(assertion("api://x")).rejects.toMatchObject({
      message: "GitHub gave no OIDC token: gone",
    });
  });
});

describe("a subject that no federated credential names", () => {
  const REPO = "repo:contoso/payroll";
  const noEnvironment = (of: string) =>
    `The job names no 'environment:', so its subject is that of ${of}. If the federated credential is for an environment, name that environment in the job.`;

  test.each([
    { sub: `${REPO}:ref:refs/heads/main`, advice: noEnvironment("a branch") },
    { sub: `${REPO}:ref:refs/tags/v1:2`, advice: noEnvironment("a tag") },
    { sub: `${REPO}:pull_request`, advice: noEnvironment("a pull request") },
    {
      sub: `${REPO}:environment:prod`,
      advice:
        "The job runs in the environment 'prod', and no federated credential is for that one.",
    },
    { sub: `${REPO}:job_workflow_ref:contoso/x/.github/workflows/a.yml@main`, advice: "" },
    { sub: "", advice: "" },
  ])("has this advice: '$sub'", ({ sub, advice }) => {
    expect(signIn().adviceOnSubject(sub)).toBe(advice);
  });
});

test("a sign-in is named as people on GitHub know it", () => {
  expect(signIn()).toMatchObject({
    assertions: "GitHub OIDC",
    session: "Run azure/login before this step",
  });
});

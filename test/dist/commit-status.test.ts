import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Emulator } from "../emulator/emulator.ts";
import { type Server, startServer } from "../emulator/server/server.ts";
import { bundleAlone } from "../support/bundle.ts";
import { byIdentity } from "../support/by-identity.ts";
import { runStep } from "../support/runner.ts";

const bundle = bundleAlone();
const HEAD = "1111111111111111111111111111111111111111";

/** A step that finds nothing to do and posts its verdict, as a run of this repository. */
function posting(azure: Emulator, server: Server, env: Readonly<Record<string, string>> = {}) {
  const { repository, sha } = azure.github.claims;
  const step = byIdentity(server);
  return {
    bundle: bundle.path,
    inputs: {
      ...step.inputs,
      operation: "stop-protection-retain-data",
      item: "inventory",
      "github-token": azure.githubApi.token,
    },
    env: {
      ...step.env,
      GITHUB_API_URL: azure.githubApi.url,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: String(repository),
      GITHUB_SHA: String(sha),
      GITHUB_RUN_ATTEMPT: "2",
      ...env,
    },
  };
}

async function withGitHub(work: (azure: Emulator, server: Server) => Promise<void>) {
  const azure = new Emulator({ timeScale: 600 });
  await using server = await startServer(azure);
  await work(azure, server);
}

describe("the bundle posts its verdict on the commit", () => {
  test.each([{ api: "github.com" }, { api: "GitHub Enterprise Server" }])(
    "of $api, with a link to the run",
    ({ api }) =>
      withGitHub(async (azure, server) => {
        const { url, enterpriseUrl } = azure.githubApi;
        const result = await runStep(
          posting(azure, server, { GITHUB_API_URL: api === "github.com" ? url : enterpriseUrl }),
        );

        expect(result.outputs.get("gate")).toBe("open");
        expect(azure.githubApi.repository().statuses).toMatchObject([
          {
            sha: azure.github.claims.sha,
            state: "success",
            context: "Azure Backup Gate / stop-protection-retain-data / SQLServer2012 / inventory",
            targetUrl: "https://github.com/contoso/payroll/actions/runs/4711/attempts/2",
          },
        ]);
        expect(result.stdout).toContain(`::add-mask::${azure.githubApi.token}`);
      }),
  );

  test("and in a pull request on its head", () =>
    withGitHub(async (azure, server) => {
      azure.githubApi.repository().commits.push(HEAD);
      const event = join(bundle.folder, "event.json");
      await writeFile(event, JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD } } }));

      await runStep(posting(azure, server, { GITHUB_EVENT_PATH: event }));

      expect(azure.githubApi.repository().statuses.map(({ sha }) => sha)).toEqual([HEAD]);
    }));
});

test.each([
  {
    what: "a token that only reads",
    break: (azure: Emulator) => azure.githubApi.tokens.set(azure.githubApi.token, "read"),
    says: "statuses: write",
  },
  {
    what: "a commit that GitHub does not know",
    break: (azure: Emulator) => azure.githubApi.repository().commits.splice(0),
    says: "No commit found",
  },
])("$what is a warning, and the step stays green", ({ break: spoil, says }) =>
  withGitHub(async (azure, server) => {
    spoil(azure);

    const result = await runStep(posting(azure, server));

    expect(result.exitCode).toBe(0);
    expect(result.outputs.get("gate")).toBe("open");
    expect(result.stdout).toMatch(new RegExp(`^::warning::.*commit status.*${says}`, "m"));
    expect(azure.githubApi.repository().statuses).toEqual([]);
  }),
);

test.skipIf(process.platform === "win32")(
  "a GitHub that never answers keeps neither outputs nor a cancelled step waiting",
  () =>
    withGitHub(async (azure, server) => {
      azure.fault({ path: /\/statuses\//, times: 9, answer: "hang" });
      const result = await runStep({
        ...posting(azure, server),
        onStart: (started) => {
          const watch = setInterval(() => {
            if (!azure.requests.some(({ path }) => path.includes("/statuses/"))) return;
            clearInterval(watch);
            started.kill("SIGTERM");
          }, 20);
        },
      });

      expect(result.outputs.get("gate")).toBe("open");
      expect(result.summary).toContain("## Backup gate open");
      expect(result.stdout).toContain("::warning::Could not post the commit status");
      expect(result.exitCode).toBe(0);
    }),
);

import tls from "node:tls";
import { getOctokit } from "@actions/github";
import { describe, expect, test } from "vitest";
import { Emulator } from "../emulator.ts";
import { startServer } from "../server/server.ts";
import { type Reply, TestClient } from "../test-client.ts";

const SHA = "6f1c0b4f3a2e5d7c8b9a0f1e2d3c4b5a69788f70";
const OTHER = "0000000000000000000000000000000000000001";
const REPOSITORY = "/repos/contoso/payroll";
const FULL = "This SHA and context has reached the maximum number of statuses.";

interface Sent {
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

function send(
  client: TestClient,
  method: string,
  { path = "", headers = {} }: Sent,
  body?: unknown,
) {
  const sent = {
    authorization: `token ${client.emulator.githubApi.token}`,
    "user-agent": "a test",
    ...headers,
  };
  return client.send(method, `${path}?`, { headers: sent, ...(body !== undefined && { body }) });
}

function post(client: TestClient, body: unknown, sent: Sent = {}): Promise<Reply> {
  return send(client, "POST", { path: `${REPOSITORY}/statuses/${SHA}`, ...sent }, body);
}

function get(client: TestClient, path: string, sent: Sent = {}): Promise<Reply> {
  return send(client, "GET", { path: `${REPOSITORY}/${path}`, ...sent });
}

describe("a commit status", () => {
  test("comes back as the resource it has become", async () => {
    const client = new TestClient({ origin: "https://emulator.test" });
    const target_url = "https://github.com/contoso/payroll/actions/runs/4711";
    const given = { state: "success", description: "open: completed", context: "Gate", target_url };
    const { status, headers, value } = await post(client, given);

    expect(status).toBe(201);
    const url = `https://emulator.test${REPOSITORY}/statuses/${SHA}`;
    expect(headers.location).toBe(url);
    expect(value).toMatchObject({
      ...given,
      url,
      id: 1,
      created_at: "2026-06-01T10:00:00Z",
      updated_at: "2026-06-01T10:00:00Z",
      creator: { login: "github-actions[bot]", type: "Bot" },
    });
  });

  test("needs a state only, and is then of the context default", async () => {
    const { value } = await post(new TestClient(), { state: "pending", description: null });

    expect(value).toMatchObject({ context: "default", description: null, target_url: null });
  });

  test("calls itself by the base path of GitHub Enterprise Server where that was used", async () => {
    const client = new TestClient({ origin: "https://emulator.test" });
    const path = `/api/v3${REPOSITORY}/statuses/${SHA}`;
    const { status, value } = await post(client, { state: "error" }, { path });

    expect(status).toBe(201);
    expect(value.url).toBe(`https://emulator.test${path}`);
    expect(client.emulator.githubApi.repository().statuses).toHaveLength(1);
  });

  test("is listed newest first, in pages", async () => {
    const client = new TestClient({ origin: "https://emulator.test" });
    for (const context of ["a", "b", "c"]) await post(client, { state: "success", context });
    const path = `https://emulator.test${REPOSITORY}/commits/${SHA}/statuses`;
    const headers = { authorization: `Bearer ${client.emulator.githubApi.token}` };
    const page = (query: string) =>
      client.send("GET", `${path}?${query}`, { headers: { ...headers, "user-agent": "a test" } });
    const contexts = ({ value }: Reply) => value.map((one: { context: string }) => one.context);

    const [whole, first, second] = [
      await page(""),
      await page("per_page=2"),
      await page("per_page=2&page=2"),
    ];
    expect(contexts(whole)).toEqual(["c", "b", "a"]);
    expect(whole.headers.link).toBeUndefined();
    expect(contexts(first)).toEqual(["c", "b"]);
    expect(first.headers.link).toBe(
      `<${path}?per_page=2&page=2>; rel="next", <${path}?per_page=2&page=2>; rel="last"`,
    );
    expect(contexts(second)).toEqual(["a"]);
    expect(second.headers.link).toBe(`<${path}?per_page=2&page=1>; rel="prev"`);
    expect(contexts(await get(client, `statuses/${SHA.slice(0, 7)}`))).toEqual(["c", "b", "a"]);
  });

  test("belongs to one commit of one repository, whose name has no case", async () => {
    const client = new TestClient();
    client.emulator.githubApi.repository("contoso/payroll").commits.push(OTHER);
    client.emulator.githubApi.addRepository("contoso/spare", [SHA]);
    await post(client, { state: "success" }, { path: `/repos/Contoso/PayRoll/statuses/${SHA}` });

    expect((await get(client, `commits/${SHA}/statuses`)).value).toHaveLength(1);
    expect((await get(client, `commits/${OTHER}/statuses`)).value).toEqual([]);
    const path = `/repos/contoso/spare/commits/${SHA}/statuses`;
    expect((await send(client, "GET", { path })).value).toEqual([]);
  });
});

describe("the combined status", () => {
  test.each([
    { states: [], combined: "pending" },
    { states: ["a success", "b success"], combined: "success" },
    { states: ["a success", "b pending"], combined: "pending" },
    { states: ["a pending", "b failure"], combined: "failure" },
    { states: ["a success", "b error"], combined: "failure" },
    { states: ["a failure", "A success"], combined: "success" },
  ])("of $states is $combined", async ({ states, combined }) => {
    const client = new TestClient();
    for (const one of states) {
      const [context, state] = one.split(" ");
      await post(client, { state, context });
    }
    const { status, value } = await get(client, `commits/${SHA}/status`);

    expect(status).toBe(200);
    expect(value).toMatchObject({ state: combined, sha: SHA });
    expect(value.total_count).toBe(new Set(states.map((one) => one[0]?.toLowerCase())).size);
    expect(value.statuses).toHaveLength(value.total_count);
  });

  test("holds the newest status of each context, without its creator", async () => {
    const client = new TestClient();
    await post(client, { state: "failure", context: "Gate" });
    await post(client, { state: "success", context: "gate" });
    const { value } = await get(client, "commits/HEAD/status");

    expect(value.statuses).toMatchObject([{ id: 2, state: "success", context: "gate" }]);
    expect(value.statuses[0]).not.toHaveProperty("creator");
  });
});

describe("a request is refused", () => {
  test.each([
    { fault: "without a token", authorization: "", says: "401 Requires authentication" },
    { fault: "with a wrong token", authorization: "token wrong", says: "401 Bad credentials" },
    { fault: "with a token as a password", authorization: "Basic TOKEN", says: "401 Bad cred" },
    {
      fault: "with a token that may only read statuses",
      authorization: "Bearer reader",
      says: "403 Resource not accessible by integration",
    },
    {
      fault: "with Azure's token",
      authorization: "Bearer test-token",
      says: "401 Bad credentials",
    },
  ])("$fault", async ({ authorization, says }) => {
    const client = new TestClient();
    const { githubApi } = client.emulator;
    githubApi.tokens.set("reader", "read");
    const headers = { authorization: authorization.replace("TOKEN", githubApi.token) };
    const { status, value } = await post(client, { state: "success" }, { headers });

    expect(`${status} ${value.message}`).toContain(says);
    expect(value.status).toBe(String(status));
    expect(githubApi.repository().statuses).toEqual([]);
  });

  test("but for reading, where the token may do that", async () => {
    const client = new TestClient();
    client.emulator.githubApi.tokens.set("reader", "read").set("stranger", "none");
    const read = (token: string) =>
      get(client, `commits/${SHA}/status`, { headers: { authorization: `bearer ${token}` } });

    expect((await read("reader")).status).toBe(200);
    const { status, headers } = await read("stranger");
    expect(status).toBe(403);
    expect(headers["x-accepted-github-permissions"]).toBe("statuses=read");
  });

  test("where the repository or the path is not known", async () => {
    const client = new TestClient();
    const paths = ["/repos/contoso/nothing/statuses/x", `${REPOSITORY}/pulls/1`, "/api/v3/user"];

    for (const path of paths) {
      const { status, value } = await post(client, { state: "success" }, { path });
      expect(`${status} ${value.message}`).toBe("404 Not Found");
    }
  });

  test("without the name of the client, with no JSON", async () => {
    const client = new TestClient();
    const answer = await client.emulator.handle({
      method: "POST",
      url: `${REPOSITORY}/statuses/${SHA}`,
      headers: { authorization: `token ${client.emulator.githubApi.token}` },
      body: '{"state":"success"}',
    });

    expect(answer).toMatchObject({ response: { status: 403 } });
    expect(JSON.stringify(answer)).toContain("User-Agent");
  });

  test.each([
    { fault: "no JSON", body: "{", says: "400 Problems parsing JSON" },
    { fault: "a list", body: "[]", says: "400 Problems parsing JSON" },
    {
      fault: "a field that is misspelt",
      body: { state: "success", targetUrl: "https://example.com" },
      says: '422 Invalid request.\n\n"targetUrl" is not a permitted key.',
    },
  ])("for $fault as its body", async ({ body, says }) => {
    const { status, value } = await post(new TestClient(), body);

    expect(`${status} ${value.message}`).toBe(says);
  });

  test.each([
    { fault: "no state", body: { context: "x" }, says: "State is not included in the list" },
    { fault: "a state of checks", body: { state: "skipped" }, says: "State is not included" },
    {
      fault: "a description of 141 characters",
      body: { state: "error", description: `${"\u{1F600}"}${"x".repeat(140)}` },
      says: "Description is too long (maximum is 140 characters)",
    },
    {
      fault: "a target that is no web address",
      body: { state: "error", target_url: "javascript:alert(1)" },
      says: "Target url must use http(s) scheme",
    },
    {
      fault: "an empty context and no state",
      body: { context: "" },
      says: "Validation failed: State is not included in the list, Context can't be blank",
    },
  ])("for $fault", async ({ body, says }) => {
    const client = new TestClient();
    const { status, value } = await post(client, body);

    expect(status).toBe(422);
    expect(value.message).toBe("Validation Failed");
    expect(value.errors).toContain(says);
    expect(client.emulator.githubApi.repository().statuses).toEqual([]);
  });

  test("for nothing where the description has 140 characters, counted as people do", async () => {
    const description = `${"\u{1F600}"}${"x".repeat(139)}`;

    expect((await post(new TestClient(), { state: "error", description })).status).toBe(201);
  });

  test.each([
    { sha: OTHER, says: `No commit found for SHA: ${OTHER}` },
    { sha: SHA.slice(0, 6), says: `No commit found for SHA: ${SHA.slice(0, 6)}` },
    { sha: "no%20sha", says: "No commit found for SHA: no sha" },
    { sha: "HEAD", says: "Sha must be a 40 character SHA1" },
    { sha: SHA.slice(0, 7), says: "Sha must be a 40 character SHA1" },
  ])("for $sha, which no status can be given", async ({ sha, says }) => {
    const path = `${REPOSITORY}/statuses/${sha}`;
    const { status, value } = await post(new TestClient(), { state: "success" }, { path });

    expect(status).toBe(422);
    expect(`${value.message} ${value.errors}`).toContain(says);
  });

  test("for the 1001st status of a commit and context, and for no other context", async () => {
    const client = new TestClient();
    for (let count = 0; count < 1000; count += 1) await post(client, { state: "pending" });
    const { status, value } = await post(client, { state: "success", context: "DEFAULT" });

    expect([status, value.errors]).toEqual([422, `Validation failed: ${FULL}`]);
    expect((await post(client, { state: "success", context: "other" })).status).toBe(201);
  });

  test("with a list of errors, where GitHub is as it was until 2024", async () => {
    const client = new TestClient();
    client.emulator.githubApi.legacyErrors = true;
    const { value } = await post(client, { state: "open" });

    expect(value.errors).toEqual([
      {
        resource: "Status",
        code: "custom",
        field: "state",
        message: "state is not included in the list",
      },
    ]);
  });
});

test("a fault hits it like every other request", async () => {
  const client = new TestClient();
  client.emulator.fault({ method: "POST", path: "/statuses/", answer: { status: 502 } });
  expect((await post(client, { state: "success" })).status).toBe(502);
  client.emulator.fault({ path: /\/commits\/.*\/status$/, answer: "dropped" });
  await expect(get(client, `commits/${SHA}/status`)).rejects.toThrow("dropped");

  expect(client.emulator.githubApi.repository().statuses).toEqual([]);
  expect(client.emulator.requests.map(({ status }) => status)).toEqual([502, "dropped"]);
  expect(client.emulator.requests[0]?.headers.authorization).toBe("present");
});

test.each(["url", "enterpriseUrl"] as const)(
  "GitHub's own client posts and reads over HTTPS, with githubApi.%s as GITHUB_API_URL",
  async (name) => {
    const emulator = new Emulator();
    await using server = await startServer(emulator);
    tls.setDefaultCACertificates([server.caPem]);
    const { githubApi } = emulator;
    const { rest } = getOctokit(githubApi.token, { baseUrl: githubApi[name] });
    const where = { owner: "contoso", repo: "payroll" };

    const posted = await rest.repos.createCommitStatus({ ...where, sha: SHA, state: "success" });
    expect(posted.data.url.startsWith(`${githubApi[name]}/repos/`)).toBe(true);
    const read = await rest.repos.getCombinedStatusForRef({ ...where, ref: SHA });
    expect(read.data.state).toBe("success");
    const refused = rest.repos.createCommitStatus({ ...where, sha: OTHER, state: "success" });
    await expect(refused).rejects.toThrow(`No commit found for SHA: ${OTHER}`);
  },
);

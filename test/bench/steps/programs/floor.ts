import { Agent, request } from "node:https";
import { setTimeout } from "node:timers/promises";

// A stop by resource id with what Node brings and nothing else: the least that a client can take. It
// checks no answer but its status, and reads nothing twice.

const { BENCH_URL = "", BENCH_VAULT = "", BENCH_ITEM = "", BENCH_TENANT = "" } = process.env;
const { BENCH_CLIENT = "", BENCH_SECRET = "", BENCH_PAUSE_MS, BENCH_TOKEN } = process.env;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

interface Answer {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly json: Record<string, unknown>;
}

function send(
  method: string,
  url: string,
  { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        const { statusCode = 0 } = response;
        if (statusCode >= 300) reject(new Error(`${method} ${url}: ${statusCode} ${text}`));
        else resolve({ headers: response.headers, json: JSON.parse(text || "{}") });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Signs in as an application with a secret. */
async function newToken(): Promise<string> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: BENCH_CLIENT,
    client_secret: BENCH_SECRET,
    scope: `${BENCH_URL}/.default`,
  });
  const { json } = await send("POST", `${BENCH_URL}/${BENCH_TENANT}/oauth2/v2.0/token`, {
    body: form.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  return String(json.access_token);
}

const authorization = `Bearer ${BENCH_TOKEN ?? (await newToken())}`;
const inVault = (path: string) =>
  `${BENCH_URL}${BENCH_VAULT}${path}${path.includes("?") ? "&" : "?"}api-version=2025-02-01`;
const get = (url: string) => send("GET", url, { headers: { authorization } });
const item = `${BENCH_URL}${BENCH_ITEM}?api-version=2025-02-01`;

await get(`${BENCH_URL}${BENCH_VAULT}?api-version=2025-02-01`);
await get(inVault(`/backupJobs?$filter=${encodeURIComponent("status eq 'InProgress'")}`));
await get(item);
const { headers } = await send("PUT", item, {
  body: JSON.stringify({
    properties: {
      protectedItemType: "AzureVmWorkloadSQLDatabase",
      protectionState: "ProtectionStopped",
      policyId: "",
    },
  }),
  headers: { authorization, "content-type": "application/json" },
});
await setTimeout(Number(BENCH_PAUSE_MS));
const { json } = await get(String(headers["azure-asyncoperation"]));
const { jobId } = json.properties as { readonly jobId: string };
await get(inVault(`/backupJobs/${jobId}`));
await get(item);
agent.destroy();

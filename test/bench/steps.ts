import { spawn } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { Emulator, IDENTITY } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { runStep } from "../support/runner.ts";
import { tableOf } from "./table.ts";

/** One step to measure; its job is over as soon as Azure has accepted the request. */
interface Subject {
  readonly title: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What one run came to; times in milliseconds since the process was started. */
interface Sample {
  readonly firstArmRequest: number;
  /** Undefined for a step that writes nothing. */
  readonly write: number | undefined;
  readonly wholeStep: number;
  readonly requests: number;
  readonly connections: number;
}

const VAULT =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012";
const MSDB = `${VAULT}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0/protectedItems/SQLDataBase;mssqlserver;msdb`;
const STOP = "stop-protection-retain-data";

const SUBJECTS: readonly Subject[] = [
  { title: "stop, retain data", inputs: { operation: STOP, item: "sqlserver-0/msDB" } },
  { title: "the same by resource id", inputs: { operation: STOP, item: MSDB } },
  {
    title: "change policy",
    inputs: { operation: "change-policy", item: "sqlserver-0/msDB", policy: "ProdPolicy" },
  },
  {
    title: "stop, delete data",
    inputs: {
      operation: "stop-protection-delete-data",
      item: "sqlserver-0/msDB",
      "confirm-delete": "msDB",
    },
  },
  { title: "back up now", inputs: { operation: "backup-now", item: "sqlserver-0/msDB" } },
  {
    title: "nothing to do",
    inputs: { operation: "change-policy", item: "sqlserver-0/msDB", policy: "HourlyLogPolicy" },
  },
  {
    title: "wait for a job that is over",
    inputs: { operation: "wait-for-job", "job-id": "7ddead57-bcb9-4269-ac31-6a1b57588700" },
  },
  {
    title: "verify the backup",
    inputs: {
      operation: "verify-backup",
      item: "sqlserver-0/msDB",
      "max-recovery-point-age": "1d",
    },
  },
  { title: "list items", inputs: { operation: "list-items", item: "sqlserver-0/*" } },
];

let connections = 0;
subscribe("net.server.socket", () => {
  connections++;
});

/** Runs the bundle once on a fresh emulator, signing in with a client secret. */
async function measure({ title, inputs }: Subject): Promise<Sample> {
  const azure = new Emulator();
  azure.script({ operationSeconds: 0, jobSeconds: 0 });
  await using server = await startServer(azure);
  connections = 0;
  let startedAt = 0;
  const { exitCode, stdout } = await runStep({
    inputs: {
      vault: VAULT,
      "resource-manager-url": server.url,
      "tenant-id": IDENTITY.tenantId,
      "client-id": IDENTITY.clientId,
      "client-secret": IDENTITY.clientSecret,
      "poll-interval-seconds": "0.001",
      ...inputs,
    },
    env: { AZURE_AUTHORITY_HOST: server.url, NODE_EXTRA_CA_CERTS: server.caFile },
    onStart: () => {
      startedAt = Date.now();
    },
  });
  const wholeStep = Date.now() - startedAt;
  if (exitCode !== 0) throw new Error(`'${title}' ended with exit code ${exitCode}:\n${stdout}`);

  const since = (wanted: (request: Emulator["requests"][number]) => boolean) => {
    const request = azure.requests.find(wanted);
    return request === undefined ? undefined : request.at - startedAt;
  };
  return {
    firstArmRequest: since(({ path }) => path.startsWith("/subscriptions/")) ?? Number.NaN,
    write: since(({ method, path }) => method !== "GET" && path.startsWith("/subscriptions/")),
    wholeStep,
    requests: azure.requests.length,
    connections,
  };
}

/** How long a process takes that does nothing; what no bundle can go below. */
function emptyProcess(): Promise<number> {
  const startedAt = Date.now();
  return new Promise((resolve, reject) => {
    spawn(process.execPath, ["--eval", "0"])
      .on("error", reject)
      .on("close", () => resolve(Date.now() - startedAt));
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The median and the range of a time, such as `212 (205-240)`. */
function inWords(times: readonly number[]): string {
  if (times.length === 0) return "-";
  return `${median(times)} (${Math.min(...times)}-${Math.max(...times)})`;
}

function row({ title }: Subject, samples: readonly Sample[]): readonly string[] {
  return [
    title,
    inWords(samples.map(({ firstArmRequest }) => firstArmRequest)),
    inWords(samples.flatMap(({ write }) => write ?? [])),
    inWords(samples.map(({ wholeStep }) => wholeStep)),
    String(median(samples.map(({ requests }) => requests))),
    String(median(samples.map((sample) => sample.connections))),
  ];
}

function printSize(): void {
  const dist = join(import.meta.dirname, "..", "..", "dist");
  const files = readdirSync(dist).map((name) => ({ name, bytes: readFileSync(join(dist, name)) }));
  const kB = (bytes: number) => `${(bytes / 1_000).toFixed(0)} kB`;
  const code = files.filter(({ name }) => name.endsWith(".js"));
  const all = Buffer.concat(code.map(({ bytes }) => bytes));
  console.log(
    `\ndist: ${files.map(({ name, bytes }) => `${name} ${kB(bytes.length)}`).join(", ")}`,
  );
  console.log(`JavaScript in all: ${kB(all.length)}, ${kB(gzipSync(all).length)} gzipped`);
}

/** Measures the bundle on the emulator, step by step, and prints the table. */
export async function benchSteps(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { runs: { type: "string", default: "15" } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs must be a positive whole number, not '${values.runs}'.`);
  }
  console.log(`Medians (and ranges) of ${runs} runs in ms, from the start of the process.`);
  console.log("Requests and connections include the sign-in with a client secret.\n");
  const head = ["step", "first ARM request", "write", "whole step", "requests", "connections"];
  const empty: number[] = [];
  const samples = SUBJECTS.map((): Sample[] => []);
  for (let run = 0; run < runs; run++) {
    empty.push(await emptyProcess());
    for (const [index, subject] of SUBJECTS.entries()) samples[index]?.push(await measure(subject));
  }
  const rows = SUBJECTS.map((subject, index) => row(subject, samples[index] ?? []));
  console.log(
    tableOf([head, ...rows, ["an empty Node process", "-", "-", inWords(empty), "-", "-"]]),
  );
  printSize();
}

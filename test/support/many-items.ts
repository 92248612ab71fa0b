import type { HttpClient, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { RunCancelledError } from "../../src/errors.ts";
import type { ItemState, RecoveryPointState } from "../emulator/emulator.ts";
import { SEED_POLICIES } from "../emulator/vault/seed-policies.ts";
import { inProcess } from "./in-process.ts";
import { type Result, type Scenario, scenario, VAULT_INPUTS } from "./scenario.ts";

const HOUR_MS = 3_600_000;

/** Every database of `manyDatabases`. */
export const ALL_DATABASES = "sqlserver-0/*";

/** The inputs of a step that stops all of them. */
export const STOP_ALL = {
  operation: "stop-protection-retain-data",
  item: ALL_DATABASES,
  "max-items": "1000",
};

/** What is unusual about them. */
interface Setup {
  /** How old the only recovery point of each is. */
  readonly hours?: number;
  /** What the first read of an action shows as remaining. */
  readonly quota?: number;
  readonly pageSize?: number;
}

/** An Azure with so many healthy databases of one server, and nothing else in the vault. */
export function manyDatabases(
  count: number,
  { hours = 6, quota, pageSize = 200 }: Setup = {},
): Scenario {
  const azure = scenario({ seeded: false, pageSize });
  if (quota !== undefined) azure.azure.quota = quota;
  const vault = azure.azure.addVault({
    name: VAULT_INPUTS.vault,
    resourceGroup: VAULT_INPUTS["resource-group"],
  });
  for (const policy of SEED_POLICIES) azure.azure.addPolicy(structuredClone(policy), vault);
  for (let index = 0; index < count; index++) {
    const name = databaseName(index);
    azure.azure.addItem({
      workload: "SQLDataBase",
      container: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0",
      name: `SQLDataBase;mssqlserver;${name}`,
      friendlyName: name,
      serverName: "sqlserver-0.contoso.com",
      parentName: "MSSQLSERVER",
      policy: "HourlyLogPolicy",
      recoveryModel: "FULL",
      recoveryPoints: [pointOf(azure, hours)],
    });
  }
  return azure;
}

/** The name of one of them, counted from 0. */
export function databaseName(index: number): string {
  return `db-${String(index).padStart(4, "0")}`;
}

/** One of them, as Azure holds it. */
export function database({ azure }: Scenario, index: number): ItemState {
  return azure.item(databaseName(index));
}

/** A full recovery point that is so many hours old. */
export function pointOf({ clock }: Pick<Scenario, "clock">, hours: number): RecoveryPointState {
  return {
    id: String(70_368_744_000_000 + Math.round(hours * 1_000)),
    time: clock.now() - hours * HOUR_MS,
    type: "Full",
    expiresAt: clock.now() + 720 * HOUR_MS,
    softDeleted: false,
    tiers: [{ type: "HardenedRP", status: "Valid" }],
  };
}

/** Azure, with its answers changed on the way; an answer of null is that of Azure itself. */
export function withAnswers(
  { azure, clock }: Scenario,
  change: (request: PipelineRequest, answer: PipelineResponse) => Partial<PipelineResponse> | null,
): HttpClient {
  const inner = inProcess(azure, clock);
  return {
    async sendRequest(request) {
      const answer = await inner.sendRequest(request);
      return { ...answer, ...change(request, answer) };
    },
  };
}

/** A list with each of its elements changed. */
export function changedList<T>(
  { bodyAsText }: PipelineResponse,
  change: (element: T) => T | undefined,
): Partial<PipelineResponse> {
  const list = JSON.parse(bodyAsText ?? "{}") as { readonly value: readonly T[] };
  const value = list.value.flatMap((one) => change(one) ?? []);
  return { bodyAsText: JSON.stringify({ ...list, value }) };
}

/** Cancels the step when virtual time has come so far. */
export function cancelAfter({ clock, cancel }: Scenario, seconds: number): void {
  void clock.sleep(seconds * 1_000, new AbortController().signal).then(() => {
    cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
  });
}

/** What the report says of each item. */
interface Reported extends Readonly<Record<string, string>> {
  readonly reason: string;
}

/** The items of the whole report, in its order. */
export function reported({ host }: Result): readonly Reported[] {
  return JSON.parse(host.reports.at(-1) ?? '{"items":[]}').items;
}

/** How many items ended for each reason. */
export function reasonsOf(result: Result): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { reason } of reported(result)) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** The friendly names of the items written to, in the order of the requests. */
export function written({ writes }: Result): readonly string[] {
  return writes.map(({ path }) => /db-\d+/.exec(path)?.[0] ?? path);
}

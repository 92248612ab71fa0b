import { describe, expect, test } from "vitest";
import { inProcess } from "../support/in-process.ts";
import { inRounds } from "../support/in-rounds.ts";
import { scenario, step } from "../support/scenario.ts";
import { bringInto, itemOf, type StartState, subjectOf } from "../support/subjects.ts";

const SQL = subjectOf("SQLDataBase");
const ID =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll";

/** Every operation with the most it may have to read. */
const OPERATIONS: readonly {
  readonly operation: string;
  readonly state?: StartState;
  readonly immutable?: true;
  readonly inputs?: Readonly<Record<string, string>>;
}[] = [
  { operation: "change-policy", inputs: { policy: "ProdPolicy" } },
  {
    operation: "change-policy",
    inputs: { policy: "DevPolicy", "allow-shorter-retention": "true" },
  },
  { operation: "change-policy", state: "PolicyInconsistent", inputs: { policy: SQL.policy } },
  { operation: "stop-protection-retain-data" },
  { operation: "stop-protection-delete-data", inputs: { "confirm-delete": "payroll" } },
  { operation: "suspend-backups", immutable: true },
  {
    operation: "resume-protection",
    state: "ProtectionStopped",
    inputs: { policy: "ProdPolicy" },
  },
  { operation: "resume-protection", state: "BackupsSuspended", inputs: { policy: "ProdPolicy" } },
  { operation: "undelete", state: "SoftDeleted" },
  { operation: "backup-now" },
];

/** What is read before the first write, by rounds of requests that need none of each other's answers. */
async function before({ operation, state = "Protected", immutable, inputs }: Case) {
  const azure = scenario();
  azure.azure.vault().mua = true;
  if (immutable) azure.azure.vault().immutability = "Unlocked";
  bringInto(itemOf(azure.azure, SQL), state, azure.clock.now());
  const { http, rounds } = inRounds(inProcess(azure.azure, azure.clock));

  const result = await step(azure, { operation, ...inputs }, { world: { http } });

  expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
  const write = rounds.findIndex((round) => round.some((request) => !request.startsWith("GET")));
  return rounds.slice(0, write);
}

type Case = (typeof OPERATIONS)[number];

describe.each(OPERATIONS)("$operation $inputs $state under multi-user authorization", (one) => {
  test.each([
    {
      naming: "a path with 'workload-type'",
      given: { item: SQL.item, "workload-type": "SQLDataBase" },
      most: 7,
      twice: 0,
    },
    { naming: "a resource id", given: { item: ID }, most: 7, twice: 1 },
    { naming: "a path alone", given: { item: SQL.item }, most: 9, twice: 2 },
  ])("reads at most $most times for $naming, in four rounds at most", async (row) => {
    const { given, most, twice } = row;
    const rounds = await before({ ...one, inputs: { ...one.inputs, ...given } });

    expect(rounds.length, JSON.stringify(rounds, null, 2)).toBeLessThanOrEqual(4);
    expect(rounds.flat().length, JSON.stringify(rounds, null, 2)).toBeLessThanOrEqual(most);
    expect(new Set(rounds.flat()).size).toBe(rounds.flat().length - twice);
  });
});

test("the first round asks for everything that needs no answer", async () => {
  const [first] = await before({
    operation: "change-policy",
    inputs: { policy: "ProdPolicy", item: SQL.item },
  });

  expect(first).toEqual([
    "GET (vault)",
    "GET /backupPolicies/ProdPolicy",
    "GET /backupJobs",
    "GET /backupProtectedItems",
    "GET /backupProtectedItems",
    "GET /backupProtectedItems",
  ]);
});

test.each([
  { name: "SQLDataBase", most: 3 },
  { name: "VM-V1", most: 4 },
  { name: "AzureFileShare", most: 4 },
])("verify-backup of a $name reads in $most rounds, the item last", async ({ name, most }) => {
  const azure = scenario();
  const { http, rounds } = inRounds(inProcess(azure.azure, azure.clock));
  const inputs = {
    operation: "verify-backup",
    item: subjectOf(name).item,
    "max-recovery-point-age": "1d",
  };

  const result = await step(azure, inputs, { world: { http } });

  expect(result.output("reason")).toBe("recovery-point-fresh");
  expect(rounds).toHaveLength(most);
  expect(result.requests.at(-1)).toMatch(/\/protectedItems\/[^/]+ 200$/);
});

import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { readTask } from "../../../src/inputs/task-inputs.ts";
import type { InputName } from "../../../src/manifest/input-table.ts";
import type { OperationName } from "../../../src/operations/operations.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import {
  ITEM_ID,
  POLICY_ID,
  VAULT,
  VAULT_ID,
  WORKLOAD_TYPES,
} from "../azure/backup/resource-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const JOB_ID = "0a0a0a0a-1111-2222-3333-444444444444";

type Values = Partial<Record<InputName, string>>;

function read(operation: OperationName, values: Values, vault = VAULT) {
  return readTask((name) => values[name] ?? "", operation, vault, NOW);
}

function refused(operation: OperationName, values: Values): InputError {
  const error = thrownBy(() => read(operation, values));
  if (error instanceof InputError) return error;
  throw error;
}

/** Every operation that writes to one item, with the least that it needs besides. */
const WRITES: readonly [OperationName, Values][] = [
  ["change-policy", { policy: "Gold" }],
  ["stop-protection-retain-data", {}],
  ["stop-protection-delete-data", { "confirm-delete": "payroll" }],
  ["suspend-backups", {}],
  ["resume-protection", { policy: "Gold" }],
  ["undelete", {}],
  ["backup-now", {}],
];

describe("an item", () => {
  test.each([
    { fault: "an empty part", item: "vm-1//payroll", says: "has an empty part" },
    { fault: "an exclamation mark", item: "!payroll", says: "only leaves items out" },
    {
      fault: "the id of something in another vault",
      item: ITEM_ID.replace("vault-1", "vault-2"),
      says: "is not the resource id of something in vault 'vault-1'",
    },
    {
      fault: "the id of a policy",
      item: POLICY_ID,
      says: "is the resource id of a backup policy",
    },
  ])("with $fault is refused", ({ item, says }) => {
    for (const [operation, values] of WRITES) {
      const error = refused(operation, { ...values, item });

      expect(error.input).toBe("item");
      expect(error.message).toContain(says);
    }
  });
});

describe("the items of a write that deletes nothing", () => {
  const writes = WRITES.filter(([operation]) => operation !== "stop-protection-delete-data");

  test.each([
    { item: "payroll\nledger", include: ["payroll", "ledger"], exclude: [] },
    { item: "payroll\r\n\r\nledger\r\n", include: ["payroll", "ledger"], exclude: [] },
    { item: "vm-1/*\n!master", include: ["vm-1/*"], exclude: ["master"] },
    { item: "*/payroll\nvm-1/pay*\n!*", include: ["*/payroll", "vm-1/pay*"], exclude: ["*"] },
    { item: `vm-1/*\n${ITEM_ID}`, include: ["vm-1/*", ITEM_ID], exclude: [] },
  ])("may be several lines with patterns and exclusions: $item", ({ item, include, exclude }) => {
    for (const [operation, values] of writes) {
      expect(read(operation, { ...values, item })).toMatchObject({
        selection: {
          include: include.map((written) => ({ written })),
          exclude: exclude.map((written) => ({ written })),
        },
      });
    }
  });

  test.each(["*", "*/*", "pay*", "vm-*/pay*", "payroll\n*", "**"])(
    "need a whole name in each pattern: %s",
    (item) => {
      for (const [operation, values] of writes) {
        const error = refused(operation, { ...values, item });

        expect(error.input).toBe("item");
        expect(error.message).toContain("holds a pattern without any whole name");
      }
    },
  );

  test("tell every pattern without one", () => {
    expect(thrownBy(() => read("undelete", { item: "*\nvm-1/*\n*/*" }))).toMatchObject({
      reason: "invalid-input",
      message: expect.stringMatching(/^2 lines of 'item' are wrong\. .*'\*'.*'\*\/\*'/),
    });
  });

  test("are as many as it says, so many at once, and the first failure may end them", () => {
    const values = { "max-items": "7", "max-parallel": "3", "fail-fast": "true" };
    for (const [operation, least] of WRITES) {
      expect(read(operation, { ...least, item: "vm-1/payroll", ...values })).toMatchObject({
        maxItems: 7,
        maxParallel: 3,
        failFast: true,
      });
      expect(read(operation, { ...least, item: "vm-1/payroll" })).toMatchObject({
        maxItems: 50,
        maxParallel: 10,
        failFast: false,
      });
    }
  });
});

describe("an item to delete", () => {
  const remove = (item: string) =>
    read("stop-protection-delete-data", { item, "confirm-delete": "payroll" });

  test.each([
    "vm-1/payroll",
    "rg/vm-1/INST/payroll",
    ITEM_ID,
    "VMAppContainer;Compute;rg;vm/SQLDataBase;i;payroll",
  ])("may be %s", (item) => {
    expect(remove(item)).toMatchObject({
      selection: { include: [{ written: item }], exclude: [] },
    });
  });

  test("may be one of several, each on its own line", () => {
    expect(remove(`vm-1/payroll\n${ITEM_ID}\nvm-2/ledger`)).toMatchObject({
      selection: {
        include: [{ written: "vm-1/payroll" }, { written: ITEM_ID }, { written: "vm-2/ledger" }],
      },
    });
  });

  test.each([
    { item: "payroll", says: "names only the item itself (got 'payroll')" },
    { item: "vm-1/payroll\nledger", says: "names only the item itself (got 'ledger')" },
    { item: "*", says: "holds a pattern (got '*')" },
    { item: "vm-1/*", says: "holds a pattern (got 'vm-1/*')" },
    { item: "vm-1/payroll\nvm-1/led*", says: "holds a pattern (got 'vm-1/led*')" },
    { item: "vm-1/payroll\n!vm-1/ledger", says: "leaves items out with '!'" },
  ])("may not be $item", ({ item, says }) => {
    const error = refused("stop-protection-delete-data", { item, "confirm-delete": "payroll" });

    expect(error.input).toBe("item");
    expect(error.message).toContain(says);
  });

  test("of several is told in every line that it is wrong", () => {
    expect(thrownBy(() => remove("payroll\nvm-1/a\nvm-2/*"))).toMatchObject({
      reason: "invalid-input",
      message: expect.stringMatching(/^2 lines .*\(got 'payroll'\).*\(got 'vm-2\/\*'\)/),
    });
  });

  test("needs its confirmation, exactly as it was typed", () => {
    const confirm = "permanently  PayRoll";

    expect(
      read("stop-protection-delete-data", { item: "vm-1/payroll", "confirm-delete": confirm }),
    ).toMatchObject({ wish: { confirmDelete: confirm } });
    expect(refused("stop-protection-delete-data", { item: "vm-1/payroll" })).toMatchObject({
      input: "confirm-delete",
      hint: expect.stringContaining("permanently"),
    });
  });
});

describe("the item of a job", () => {
  const values = { "job-id": JOB_ID };

  test.each([
    { item: "payroll\nledger", says: "has several lines" },
    { item: "payroll\n!ledger", says: "has several lines" },
    { item: "vm-1/*", says: "holds a pattern (got 'vm-1/*')" },
  ])("may not be $item", ({ item, says }) => {
    for (const kind of ["wait-for-job", "cancel-job"] as const) {
      expect(refused(kind, { ...values, item })).toMatchObject({
        input: "item",
        message: expect.stringContaining(says),
        hint: expect.stringContaining("A job belongs to one item"),
      });
    }
  });

  test("may be one, or none", () => {
    expect(read("wait-for-job", { ...values, item: "vm-1/payroll" })).toMatchObject({
      items: { selection: { include: [{ written: "vm-1/payroll" }] } },
    });
    expect(read("wait-for-job", values)).toMatchObject({ items: undefined });
  });
});

describe("a policy", () => {
  const change = (policy: string) => ({ item: "payroll", policy });

  test.each([
    { policy: "Gold", name: "Gold" },
    { policy: "Gold (30 days) & more", name: "Gold (30 days) & more" },
    { policy: POLICY_ID, name: "Gold" },
    { policy: POLICY_ID.replace("vaults/vault-1", "VAULTS/Vault-1"), name: "Gold" },
    { policy: POLICY_ID.replace("backupPolicies", "BackupPolicies"), name: "Gold" },
  ])("may be $policy", ({ policy, name }) => {
    expect(read("change-policy", change(policy))).toMatchObject({ policyName: name });
  });

  test.each([
    { policy: "vault-1/Gold", says: "is not a policy's name" },
    { policy: "Gold?x", says: "is not a policy's name" },
    { policy: "Gold#x", says: "is not a policy's name" },
    { policy: "Gold\nSilver", says: "is not a policy's name" },
    { policy: ".", says: "is not a policy's name" },
    { policy: "..", says: "is not a policy's name" },
    {
      policy: POLICY_ID.replace("vault-1", "vault-2"),
      says: "is not the resource id of something in vault 'vault-1'",
    },
    { policy: ITEM_ID, says: "is the resource id of a protected item" },
    { policy: `${POLICY_ID}/x`, says: "is a resource id that is cut short" },
    { policy: VAULT_ID, says: "is the resource id of a vault" },
  ])("may not be $policy", ({ policy, says }) => {
    const error = refused("change-policy", change(policy));

    expect(error.input).toBe("policy");
    expect(error.message).toContain(says);
  });
});

describe("a job", () => {
  test.each([
    { written: JOB_ID, id: JOB_ID },
    { written: JOB_ID.toUpperCase(), id: JOB_ID.toUpperCase() },
    { written: `${VAULT_ID}/backupJobs/${JOB_ID}`, id: JOB_ID },
    { written: `${VAULT_ID.toLowerCase()}/backupjobs/${JOB_ID}`, id: JOB_ID },
  ])("may be $written", ({ written, id }) => {
    for (const kind of ["wait-for-job", "cancel-job"] as const) {
      expect(read(kind, { "job-id": written })).toEqual({
        kind: "job",
        wish: { kind, jobId: id },
        dryRun: false,
      });
    }
  });

  test.each([
    { written: "7", says: "is not the id of a backup job (got '7')" },
    { written: `${JOB_ID}0`, says: "is not the id of a backup job" },
    { written: `{${JOB_ID}}`, says: "is not the id of a backup job" },
    { written: `${JOB_ID}\n${JOB_ID}`, says: "is not the id of a backup job" },
    { written: "..", says: "is not the id of a backup job" },
    { written: "*", says: "is not the id of a backup job" },
    { written: `${VAULT_ID}/backupJobs/7`, says: "is not the id of a backup job" },
    { written: `${VAULT_ID}/backupOperations/${JOB_ID}`, says: "is not the id of a backup job" },
    {
      written: `${VAULT_ID.replace("vault-1", "vault-2")}/backupJobs/${JOB_ID}`,
      says: "is not the resource id of something in vault 'vault-1'",
    },
    {
      written: `${VAULT_ID.replace("1111", "9999")}/backupJobs/${JOB_ID}`,
      says: "is not the resource id of something in vault 'vault-1'",
    },
  ])("may not be $written", ({ written, says }) => {
    const error = refused("wait-for-job", { "job-id": written });

    expect(error.input).toBe("job-id");
    expect(error.message).toContain(says);
  });
});

describe("a backup", () => {
  const backup = (values: Values) => {
    const { wish } = read("backup-now", { item: "payroll", ...values });
    if (wish.kind !== "backup-now") throw new Error("It is another wish.");
    return wish;
  };

  test.each([
    ...["Full", "Differential", "Log", "CopyOnlyFull", "Incremental"].map((type) => ({
      written: type,
      type,
    })),
    { written: "copyonlyfull", type: "CopyOnlyFull" },
    { written: "", type: undefined },
  ])("of the type '$written' is $type", ({ written, type }) => {
    expect(backup({ "backup-type": written }).backupType).toBe(type);
  });

  test.each(["full backup", "SnapshotFull", "*", "Full, Log"])("may not be '%s'", (type) => {
    const error = refused("backup-now", { item: "payroll", "backup-type": type });

    expect(error.input).toBe("backup-type");
    expect(error.hint).toContain("CopyOnlyFull");
  });

  test.each([
    { written: "", retainUntil: undefined },
    { written: "60d", retainUntil: { kind: "for", days: 60, months: 0 } },
    { written: "2026-01-31", retainUntil: { kind: "at", time: Date.UTC(2026, 1, 1) } },
  ])("may be kept '$written'", ({ written, retainUntil }) => {
    for (const type of ["", "Full", "CopyOnlyFull"]) {
      expect(backup({ "retain-until": written, "backup-type": type }).retainUntil).toEqual(
        retainUntil,
      );
    }
  });

  test.each(["Differential", "Log", "Incremental", "log"])(
    "of the type %s is kept as the policy says, so it takes no other word",
    (type) => {
      const values = { item: "payroll", "backup-type": type, "retain-until": "60d" };

      expect(refused("backup-now", values)).toMatchObject({
        input: "retain-until",
        message: expect.stringContaining("(got '60d')"),
      });
      expect(backup({ "backup-type": type }).retainUntil).toBeUndefined();
    },
  );

  test.each([
    { values: {}, compress: false, wait: true },
    { values: { "enable-compression": "true", wait: "false" }, compress: true, wait: false },
    { values: { "enable-compression": "false", wait: "true" }, compress: false, wait: true },
  ] as const)("with $values compresses: $compress, waits: $wait", ({ values, compress, wait }) => {
    expect(backup(values).enableCompression).toBe(compress);
    expect(read("backup-now", { item: "payroll", ...values })).toMatchObject({ wait });
  });

  test.each([{ name: "wait" }, { name: "enable-compression" }] as const)(
    "takes no other word for '$name'",
    ({ name }) => {
      expect(refused("backup-now", { item: "payroll", [name]: "yes" }).input).toBe(name);
    },
  );
});

describe("a verification", () => {
  const least: Values = { item: "payroll", "max-recovery-point-age": "24h" };

  test.each(["any", "full", "log", "FULL"])("may be of the types %s", (types) => {
    expect(read("verify-backup", { ...least, "recovery-point-types": types })).toMatchObject({
      wish: { types: types.toLowerCase() },
    });
  });

  test.each(["all", "differential", "full,log"])("may not be of the types %s", (types) => {
    expect(refused("verify-backup", { ...least, "recovery-point-types": types }).input).toBe(
      "recovery-point-types",
    );
  });

  test.each([
    { written: "90m", ms: 5_400_000 },
    { written: "7d", ms: 604_800_000 },
    { written: "PT24H", ms: 86_400_000 },
  ])("may ask for an age of $written", ({ written, ms }) => {
    expect(read("verify-backup", { ...least, "max-recovery-point-age": written })).toMatchObject({
      wish: { maxAgeMs: ms },
    });
  });

  test.each(["", "0h", "soon", "24"])("may not ask for an age of '%s'", (written) => {
    expect(refused("verify-backup", { ...least, "max-recovery-point-age": written }).input).toBe(
      "max-recovery-point-age",
    );
  });

  test("takes several lines and patterns, as many items as it says", () => {
    const values = {
      ...least,
      item: "vm-1/*\nledger\n!master",
      "max-items": "7",
      "max-parallel": "3",
    };

    expect(read("verify-backup", values)).toMatchObject({
      selection: {
        include: [{ written: "vm-1/*" }, { written: "ledger" }],
        exclude: [{ written: "master" }],
      },
      maxItems: 7,
      maxParallel: 3,
    });
  });

  test.each(["0", "-1", "1001", "1.5", "many"])("takes no 'max-items: %s'", (most) => {
    expect(refused("verify-backup", { ...least, "max-items": most }).input).toBe("max-items");
  });
});

describe("a list", () => {
  test.each([
    { values: {}, wish: { allowEmpty: false, matrixChunks: 1 } },
    {
      values: { "allow-empty": "true", "matrix-chunks": "256" },
      wish: { allowEmpty: true, matrixChunks: 256 },
    },
  ] as const)("with $values", ({ values, wish }) => {
    expect(read("list-items", { item: "*", ...values })).toMatchObject({ wish });
  });

  test.each(["0", "257", "-1", "2.5", "all", " "])("takes no '%s' legs", (legs) => {
    const task = () => read("list-items", { item: "*", "matrix-chunks": legs });

    expect(thrownBy(task)).toMatchObject({ input: "matrix-chunks", reason: "invalid-input" });
  });

  test("needs to know of what", () => {
    expect(refused("list-items", {}).input).toBe("item");
  });
});

describe("a workload", () => {
  const typeOf = (type: string) => {
    const task = read("list-items", { item: "*", "workload-type": type });
    return "workload" in task ? task.workload?.type : undefined;
  };

  test.each(WORKLOAD_TYPES)("may be %s, in any case", (type) => {
    expect(typeOf(type)).toBe(type);
    expect(typeOf(type.toUpperCase())).toBe(type);
  });

  test("is any where none is given", () => {
    expect(typeOf("")).toBeUndefined();
  });

  test.each([
    { item: ITEM_ID, type: "SQLDataBase" },
    { item: "payroll", type: "VM" },
    { item: "MyContainer;a/Whatever;b;c", type: "VM" },
  ] as const)("may go with $item: $type", ({ item, type }) => {
    expect(read("undelete", { item, "workload-type": type })).toMatchObject({ workload: { type } });
  });

  test("that contradicts one line of several is refused as well", () => {
    const error = refused("list-items", { item: `*\n${ITEM_ID}`, "workload-type": "VM" });

    expect(error).toMatchObject({
      input: "workload-type",
      message: expect.stringContaining("is a SQL database"),
    });
  });

  test.each([
    { written: "MSSQL", type: "SQLDataBase" },
    { written: "mssql", type: "SQLDataBase" },
    { written: "SAPHANA", type: "SAPHanaDatabase" },
    { written: "AzureVM", type: "VM" },
    { written: "AzureIaasVM", type: "VM" },
    { written: "AzureFiles", type: "AzureFileShare" },
    { written: "AzureFileshare", type: "AzureFileShare" },
    { written: "AzureStorage", type: "AzureFileShare" },
  ])("may be $written of other tools: $type", ({ written, type }) => {
    expect(typeOf(written)).toBe(type);
  });

  test.each(["FileFolder", "VM, SQLDataBase, SAPHanaDatabase", "*", "constructor"])(
    "may not be %s",
    (type) => {
      const error = refused("list-items", { item: "*", "workload-type": type });

      expect(error.input).toBe("workload-type");
      for (const known of WORKLOAD_TYPES) expect(error.hint).toContain(known);
    },
  );

  test.each([
    { item: ITEM_ID, type: "VM" },
    {
      item: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm",
      type: "SQLDataBase",
    },
    { item: "VMAppContainer;Compute;rg;vm/SQLDataBase;i;payroll", type: "SAPHanaDatabase" },
  ])("that contradicts the item's native name is refused: $type", ({ item, type }) => {
    for (const [operation, values] of WRITES) {
      const given = { ...values, item, "workload-type": type };

      expect(refused(operation, given)).toMatchObject({ reason: "invalid-input" });
    }
  });
});

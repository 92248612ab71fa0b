import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import { OPERATIONS } from "../../src/operations/operations.ts";
import { itemId, vaultId } from "../emulator/vault/state.ts";
import { replay } from "../replay/replay.ts";
import { inProcess } from "../support/in-process.ts";
import { runOnGitHub } from "../support/run-on-github.ts";
import { type Scenario, scenario } from "../support/scenario.ts";
import type { LiveCall } from "./arguments.ts";
import { live } from "./live.ts";
import type { RecordFile } from "./scrub-file.ts";

const TOKEN = "test-token";
const SUBSCRIPTION = "5e1f7d2c-0b1a-4c3d-8e9f-a0b1c2d3e4f5";

let out = "";
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "live-"));
});
afterEach(() => {
  rmSync(out, { recursive: true });
});

/** A live run against an emulator, in virtual time. */
async function run(
  { azure, clock, cancel }: Scenario,
  call: Partial<LiveCall> & { item: string },
  secrets: readonly string[] = [],
) {
  const lines: string[] = [];
  const code = await live(
    {
      vault: [`--vault=${vaultId(azure.vault())}`],
      ...{ signIn: [], maxAge: "24h", policy: "", jobId: "", withBackup: false, out, ...call },
    },
    {
      ...{ clock, http: inProcess(azure, clock), signal: cancel.signal },
      ...{ env: () => "", readFile: () => "", secrets: () => secrets },
      print: (line) => lines.push(line),
      identity: () => ({ tokens: () => async () => TOKEN, sessionSubscription: async () => "" }),
    },
  );
  return { code, text: lines.join("\n") };
}

async function replayed(folder = out) {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const code = await replay({ folders: [folder], run: runOnGitHub, altered: false, print });
  return { code, text: lines.join("\n") };
}

/** Every file of the record as it is on the disk; the mapping is none of them. */
function files() {
  return readdirSync(out, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(out, name), "utf8") }));
}

/** Whatever the emulator's vault calls by a name of its own. */
function namesOf({ azure }: Scenario): readonly string[] {
  const vault = azure.vault();
  const ofItems = vault.items.flatMap((item) => [
    item.friendlyName,
    ...itemId(item).split(/[/;]/),
    item.serverName ?? "",
    ...(item.sourceResourceId ?? "").split("/"),
  ]);
  const ofPolicies = vault.policies.map(({ name }) => name);
  const words =
    /^(|Azure|AzureFileShare|backupFabrics|protected.*|protectionContainers|.*Container|.*Database|VM|Compute|compute|Storage|storage.*|subscriptions|resourceGroups|providers|vaults|Microsoft\..*|iaasvm.*|virtualMachines|shares|fileServices|default|ase|erp|com|hxe|crm)$/i;
  return [vault.name, vault.resourceGroup, ...ofItems, ...ofPolicies].filter(
    (name) => !words.test(name),
  );
}

/** A vault whose items are called like each other, like words of the API, and like pseudonyms. */
function oddVault(): Scenario {
  const names =
    "Completed|Azure|a|pay|payroll-2|payroll-22|Größe|給与|name-1|2026|x y|VM|Compute|SQLDataBase";
  const world = scenario({ seeded: false });
  const vault = world.azure.addVault({
    name: "Protected",
    resourceGroup: "backupJobs",
    subscriptionId: SUBSCRIPTION,
  });
  for (const name of names.split("|")) {
    world.azure.addItem(
      {
        workload: "SQLDataBase",
        container: `VMAppContainer;Compute;vaults;${name}`,
        name: `SQLDataBase;mssqlserver;${name}`,
        friendlyName: name,
        serverName: `${name}.corp.example`,
      },
      vault,
    );
  }
  return world;
}

describe("a run that only reads", () => {
  test("writes a record that plays green, and sends nothing but reads", async () => {
    const world = scenario();

    const { code, text } = await run(world, { item: "sqlserver-1/payroll" });

    expect(text).toContain("Read it before you share it: docs/live.md");
    expect(code).toBe(0);
    expect(world.azure.requests.map(({ method }) => method)).not.toContain("POST");
    expect(new Set(world.azure.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
    const played = await replayed();
    expect(played.text).toMatch(/\n11 passed, 0 failed, 0 skipped$/);
    expect(played.code).toBe(0);
  });

  test("holds every request and answer of every step", async () => {
    const world = scenario();

    await run(world, { item: "sqlserver-1/payroll" });

    const records = files().map(({ text }) => JSON.parse(text) as RecordFile);
    const sent = records.flatMap(({ interactions }) => interactions);
    expect(sent).toHaveLength(world.azure.requests.length);
    const needJob = ["wait-for-job", "cancel-job"];
    expect(records.map(({ step }) => step.inputs.operation).sort()).toEqual(
      [...OPERATIONS.filter((name) => !needJob.includes(name)), "list-items"].sort(),
    );
  });

  test("follows pages, whose links are replaced alike where they are given and where they are asked", async () => {
    const { code } = await run(scenario({ pageSize: 3 }), { item: "sqlserver-1/payroll" });

    expect(code).toBe(0);
    expect(files().some(({ text }) => /skipToken=opaque-\d/i.test(text))).toBe(true);
    expect((await replayed()).code).toBe(0);
  });

  test("plays red once the action asks for something else", async () => {
    await run(scenario(), { item: "sqlserver-1/payroll" });
    const first = files().find(({ name }) => name.includes("-list-items--"));
    const changed = (first?.text ?? "").replaceAll("backupProtectedItems", "backupItems");
    writeFileSync(join(out, first?.name ?? ""), changed);

    const { code, text } = await replayed();

    expect(text).toMatch(/unexpected GET .*\/backupprotecteditems/);
    expect(code).toBe(1);
  });

  test("leaves out by name what it has no job for", async () => {
    const { text } = await run(scenario(), { item: "sqlserver-1/payroll" });

    expect(text).toContain("--- wait-for-job: left out, it needs --job-id.");
  });
});

describe("a run with a backup", () => {
  test.each([
    ["sqlserver-1/payroll", "sql-backup-now"],
    ["systemdb", "hana-backup-now"],
    ["tpcc", "ase-backup-now"],
    ["web-01", "vm-backup-now"],
    ["documents", "afs-backup-now"],
  ])("of %s sends one write, and plays green", async (item, name) => {
    const world = scenario();

    const { code } = await run(world, { item, withBackup: true });

    expect(code).toBe(0);
    expect(world.azure.requests.filter(({ method }) => method !== "GET")).toHaveLength(1);
    const played = await replayed();
    expect(played.text).toMatch(new RegExp(`^ok +${name}--.* open completed +open completed`, "m"));
    expect(played.text).toContain(", 0 failed, 0 skipped");
  });

  test("that Azure forbids is recorded as it was, and told by the exit code", async () => {
    const world = scenario();
    world.azure.fault({
      method: "POST",
      path: /\/backup$/,
      answer: {
        status: 403,
        body: JSON.stringify({
          error: { code: "AuthorizationFailed", message: "Kim may not on payroll." },
        }),
      },
    });

    const { code, text } = await run(world, { item: "sqlserver-1/payroll", withBackup: true });

    expect(text).toContain("Gate closed for 'payroll': not-authorized.");
    expect(code).toBe(3);
    expect(files().at(0)?.text).not.toContain("Kim");
    const played = await replayed();
    expect(played.text).toMatch(/closed not-authorized +closed not-authorized/);
    expect(played.code).toBe(0);
  });
});

describe("nothing of the vault is in the record", () => {
  test("no name, no id, no token, no host", async () => {
    const world = scenario();
    await run(world, { item: "sqlserver-1/payroll", withBackup: true });

    const all = files().map(({ text }) => text.toLowerCase());
    const names = namesOf(world);

    expect(names).toEqual(expect.arrayContaining(["payroll", "sqlserver-1", "SQLServer2012"]));
    for (const name of [...names, TOKEN, "contoso"]) {
      expect(all.filter((text) => text.includes(name.toLowerCase()))).toEqual([]);
    }
  });

  test.each(["Completed", "a", "Größe", "name-1"])(
    "with a vault of hostile and odd names, seen from '%s'",
    async (item) => {
      const world = oddVault();

      const { code, text } = await run(world, { item: `${item}/mssqlserver/${item}` });

      expect(text).toContain("The record:");
      expect(code).toBe(0);
      for (const { text: record } of files()) {
        expect(record).not.toContain(SUBSCRIPTION);
        expect(record).not.toMatch(/corp|payroll-2|Größe|給与|x y|Gr%C3/i);
        expect(record).not.toMatch(/"friendlyName\\":\\"(?!name-\d+\\")/i);
        expect((JSON.parse(record) as RecordFile).step.inputs.item).not.toContain(`;${item}"`);
      }
      expect((await replayed()).text).toContain(", 0 failed, 0 skipped");
    },
  );

  test("the mapping lies beside the record, for its owner alone", async () => {
    await run(scenario(), { item: "sqlserver-1/payroll" });

    const [key = ""] = readdirSync(out).filter((name) => name.endsWith(".private"));
    const mapping: unknown = JSON.parse(readFileSync(join(out, key), "utf8"));
    expect(mapping).toContainEqual({ shape: "name", original: "payroll", pseudonym: "name-4" });
    if (process.platform !== "win32") expect(statSync(join(out, key)).mode & 0o077).toBe(0);
    expect(readFileSync(".gitignore", "utf8")).toContain("\n*.private\n");
  });
});

test("a run that is stopped records what was complete by then", async () => {
  const world = scenario();
  let looks = 0;
  const { azure } = world;
  const handle = azure.handle.bind(azure);
  azure.handle = async (request) => {
    looks += 1;
    if (looks === 12) world.cancel.abort(new RunCancelledError("The run was cancelled (SIGINT)."));
    return handle(request);
  };

  const { code } = await run(world, { item: "sqlserver-1/payroll" });

  expect(code).toBe(130);
  expect(files().length).toBeGreaterThan(1);
  expect((await replayed()).text).toContain(", 0 failed, 0 skipped");
});

describe("there is no record", () => {
  test("of an item that the vault does not have", async () => {
    const { code, text } = await run(scenario(), { item: "nonesuch" });

    expect(text).toContain("protects no item 'nonesuch'");
    expect(code).toBe(1);
    expect(readdirSync(out)).toEqual([]);
  });

  test("of a name that several items have", async () => {
    const { code } = await run(scenario(), { item: "payroll" });

    expect(code).toBe(1);
    expect(readdirSync(out)).toEqual([]);
  });

  test("where something has survived: it is deleted again", async () => {
    const world = scenario();
    // A code is kept as Azure sends it, so one that holds a secret must stop the record.
    world.azure.fault({
      path: /\/recoveryPoints$/,
      answer: { status: 400, body: '{"error":{"code":"UserErrorSecretOfMine","message":""}}' },
    });

    const { code, text } = await run(world, { item: "sqlserver-1/payroll" }, ["secretofmine"]);

    expect(text).toContain(
      "The record was deleted, because something of your vault was still in it",
    );
    expect(text).toContain("-verify-backup--2026-01-05--live-03.json: (a secret)");
    expect(code).toBe(1);
    expect(files()).toEqual([]);
  });
});

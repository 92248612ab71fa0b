import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import { parseSelection } from "../../../src/naming/item-ref.ts";
import { observe } from "../../../src/sequence/observe.ts";
import type { WriteTask } from "../../../src/sequence/task.ts";
import { item, job, policy, vaultState } from "../azure/backup/read-builders.ts";
import { VAULT, VAULT_ID } from "../azure/backup/resource-builders.ts";
import { acceptedWrite, fakeTools } from "./step-builders.ts";

const PRESENT = item();
const [GOLD, SILVER, BRONZE] = ["Gold", "Silver", "Bronze"].map((name) =>
  policy({ id: `${VAULT_ID}/backupPolicies/${name}`, name }),
);
const under = (name: string) => item({ policyId: `${VAULT_ID}/backupPolicies/${name}` });
const SUBJECT = { item: PRESENT, listed: [PRESENT], asking: undefined };
const RUNNING = job({ status: "InProgress", phase: "running" });

const task = (changes: Partial<WriteTask> = {}): WriteTask => ({
  kind: "write",
  wish: { kind: "change-policy", allowShorterRetention: false },
  policyName: "Silver",
  selection: parseSelection("payroll", VAULT),
  workload: PRESENT.workload,
  onConflict: "wait",
  dryRun: false,
  wait: true,
  maxItems: 50,
  maxParallel: 10,
  failFast: false,
  ...changes,
});
const stop = task({ wish: { kind: "stop-protection-retain-data" }, policyName: undefined });

/** A vault whose item shows itself so at one read after the other, the last one for ever after. */
function vault(looks: readonly ProtectedItem[], listed: readonly ProtectedItem[] = [PRESENT]) {
  const reads: string[] = [];
  const backup: Partial<VaultWriter> = {
    vaultState: async () => vaultState({ softDelete: "off" }),
    listItems: async () => ({ items: listed, unreadable: [] }),
    listJobs: async () => [RUNNING, job({ id: "over" })],
    async item() {
      const count = reads.filter((read) => read === "item").length;
      reads.push("item");
      return looks[count] ?? looks.at(-1);
    },
    async policy(name) {
      reads.push(name);
      return [GOLD, SILVER, BRONZE].find((one) => one?.name === name);
    },
  };
  return { ...fakeTools(backup), reads };
}

describe("the first look at an item", () => {
  test("shows all that a decision needs", async () => {
    const { tools, clock } = vault([PRESENT]);

    const { shows, since } = await observe(task(), { subject: SUBJECT }, tools);

    expect(shows).toEqual({
      subject: SUBJECT,
      before: {
        vault: vaultState({ softDelete: "off" }),
        item: PRESENT,
        policy: SILVER,
        formerPolicy: GOLD,
        now: clock.now(),
        isDated: true,
      },
      running: [RUNNING],
    });
    expect(since).toBe(clock.now());
    expect(tools.known().before).toEqual(PRESENT);
  });

  test("takes only items of a workload that is known", async () => {
    const { tools } = vault([item({ workload: undefined })]);

    await expect(observe(stop, { subject: SUBJECT }, tools)).rejects.toMatchObject({
      reason: "refused",
    });
  });

  test("rests on what its step read since a given time, and is no younger than that", async () => {
    const { tools, clock, reads } = vault([PRESENT]);
    const askedAt = clock.now();
    await observe(task(), { subject: SUBJECT }, tools);
    clock.advance(5_000);

    const { since } = await observe(task(), { subject: SUBJECT, notBefore: askedAt }, tools);
    expect(since).toBe(askedAt);
    await observe(task(), { subject: SUBJECT, notBefore: askedAt + 1 }, tools);

    expect(reads.filter((read) => read === "Silver")).toHaveLength(2);
    expect(reads.filter((read) => read === "item")).toHaveLength(3);
  });
});

describe("a later look", () => {
  test("reads the item by its address, and no policy where none is asked for", async () => {
    const { tools, reads } = vault([under("Bronze")]);

    const { shows } = await observe(stop, { subject: SUBJECT }, tools);

    expect(reads).toEqual(["item"]);
    expect(shows.subject).toEqual({ ...SUBJECT, item: under("Bronze") });
    expect(shows.before).not.toHaveProperty("policy");
    expect(shows.before.formerPolicy).toBeUndefined();
  });

  test("shows the item as it was found until a write of the step may have acted", async () => {
    const { tools } = vault([PRESENT, under("Bronze"), under("Silver")]);

    await observe(stop, { subject: SUBJECT }, tools);
    await observe(stop, { subject: SUBJECT }, tools);
    expect(tools.known().before).toEqual(under("Bronze"));

    tools.learn({ write: acceptedWrite() });
    await observe(stop, { subject: SUBJECT }, tools);
    expect(tools.known().before).toEqual(under("Bronze"));
  });

  test("is made again where it took too long, by what it saw last", async () => {
    const { tools, clock, reads } = vault([under("Silver")]);
    const slow = tools.backup.vaultState;
    let pausesMs = 20_000;
    tools.backup.vaultState = async () => {
      clock.advance(pausesMs);
      pausesMs = 0;
      return slow();
    };

    const { shows } = await observe(task(), { subject: SUBJECT }, tools);

    // The first round takes it for an item under Gold, the second one knows that it is under Silver.
    expect(reads).toEqual(["Silver", "Gold", "item", "item", "Silver", "item"]);
    expect(shows.before.formerPolicy).toEqual(SILVER);
  });
});

describe("the policy that is compared", () => {
  test("is the one asked for, read once, where the item has it already", async () => {
    const { tools, reads } = vault([under("Silver")]);

    const { shows } = await observe(
      task(),
      { subject: { ...SUBJECT, item: under("Silver") } },
      tools,
    );

    expect(reads).toEqual(["Silver", "item"]);
    expect(shows.before.formerPolicy).toEqual(SILVER);
  });

  test("is none where the item has none", async () => {
    const { tools, reads } = vault([item({ policyId: "" })]);

    const { shows } = await observe(
      task(),
      { subject: { ...SUBJECT, item: item({ policyId: "" }) } },
      tools,
    );

    expect(reads).toEqual(["Silver", "item"]);
    expect(shows.before.formerPolicy).toBeUndefined();
  });

  test("is read anew where the item has another one by now, and the item after it", async () => {
    const { tools, reads } = vault([under("Bronze")]);

    const { shows } = await observe(task(), { subject: SUBJECT }, tools);

    expect(reads).toEqual(["Silver", "Gold", "item", "Bronze", "item"]);
    expect(shows.before.formerPolicy).toEqual(BRONZE);
    expect(shows.subject.item.policyId).toBe(BRONZE?.id);
  });

  test("is unknown where the item's policy changes once more meanwhile", async () => {
    const { tools } = vault([under("Bronze"), under("Gold")]);

    const { shows } = await observe(task(), { subject: SUBJECT }, tools);

    expect(shows.before.formerPolicy).toBeUndefined();
    expect(shows.before.item).toEqual(under("Gold"));
  });
});

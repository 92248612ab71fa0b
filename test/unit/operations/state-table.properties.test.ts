import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readItem } from "../../../src/azure/backup/item.ts";
import { readPolicy } from "../../../src/azure/backup/policy.ts";
import { BACKUP_TYPES } from "../../../src/azure/backup/workload.ts";
import { OPERATIONS_BY_NAME, WRITES } from "../../../src/operations/operations.ts";
import type { Before } from "../../../src/operations/plan.ts";
import { plan, reachedBy, type WriteWish } from "../../../src/operations/wish.ts";
import { vaultState } from "../azure/backup/read-builders.ts";
import {
  ITEM_RESOURCES,
  POLICY_ID,
  VAULT_ID,
  WORKLOAD_TYPES,
} from "../azure/backup/resource-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);

/** Words of Azure's, in every casing, and words that nobody has seen yet. */
const state = fc.oneof(
  fc.constantFrom(
    "Protected",
    "IRPending",
    "ProtectionStopped",
    "BackupsSuspended",
    "ProtectionError",
  ),
  fc.constantFrom("ProtectionPaused", "Invalid", "", "PROTECTED", "backupssuspended", "NewWord"),
);
const properties = fc.record(
  {
    protectionState: state,
    policyId: fc.constantFrom(
      POLICY_ID,
      POLICY_ID.toUpperCase(),
      `${VAULT_ID}/backupPolicies/Silver`,
      "",
    ),
    isScheduledForDeferredDelete: fc.constantFrom(true, false, "true", null),
    extendedInfo: fc.record({ policyState: fc.constantFrom("Consistent", "Inconsistent", "New") }),
  },
  { requiredKeys: ["protectionState"] },
);
const policy = fc.record({
  name: fc.constantFrom("Gold", "Silver"),
  retention: fc.constantFrom(
    { dailySchedule: { retentionDuration: { count: 7, durationType: "Days" } } },
    { dailySchedule: { retentionDuration: { count: 30, durationType: "Days" } } },
    { newSchedule: {} },
    undefined,
  ),
});
const vault = fc.record({
  softDelete: fc.constantFrom("on" as const, "off" as const, "unreadable" as const),
  softDeleteDays: fc.constantFrom(14, undefined),
  immutability: fc.constantFrom("on", "off", "unknown"),
  guarded: fc.boolean(),
});
const type = fc.constantFrom(...WORKLOAD_TYPES);

const before: fc.Arbitrary<Before> = fc
  .record({ type, properties, vault, policy, former: fc.option(policy, { nil: undefined }) })
  .map((made) => {
    const { id, properties: healthy } = ITEM_RESOURCES[made.type];
    const item = readItem({ id, properties: { ...healthy, ...made.properties } });
    if (item === undefined) throw new Error("It is no item.");
    const policyOf = ({ name, retention }: { name: string; retention: unknown }) =>
      readPolicy({
        id: `${VAULT_ID}/backupPolicies/${name}`,
        name,
        properties: {
          backupManagementType: healthy.backupManagementType,
          ...(made.type === "VM" ? { policyType: "V2" } : { workLoadType: healthy.workloadType }),
          retentionPolicy: retention,
        },
      });
    return {
      vault: vaultState(made.vault),
      item,
      policy: policyOf(made.policy),
      formerPolicy: made.former && policyOf(made.former),
      now: NOW,
      isDated: true,
    };
  });

const wish: fc.Arbitrary<WriteWish> = fc
  .record({
    kind: fc.constantFrom(...WRITES),
    allow: fc.boolean(),
    confirmDelete: fc.constantFrom("payroll", "permanently payroll", "documents", ""),
    backupType: fc.option(fc.constantFrom(...BACKUP_TYPES), { nil: undefined }),
  })
  .map(({ kind, allow, confirmDelete, backupType }) => {
    return {
      kind,
      allowShorterRetention: allow,
      confirmDelete,
      backupType,
      retainUntil: undefined,
      enableCompression: allow,
    } as WriteWish;
  });

const BACKUPS: readonly string[] = ["backup-now", "ensure-backup"];

describe("the state table", () => {
  test("has an answer for every operation in every state of every vault", () => {
    fc.assert(
      fc.property(wish, before, (asked, found) => {
        expect(["send", "nothing-to-do", "refuse"]).toContain(plan(asked, found).kind);
      }),
    );
  });

  test("sends nothing that cannot be told reached, but for a backup, whose job is the answer", () => {
    fc.assert(
      fc.property(wish, before, (asked, found) => {
        fc.pre(plan(asked, found).kind === "send");

        expect(reachedBy(asked, found) === undefined).toBe(BACKUPS.includes(asked.kind));
      }),
    );
  });

  test("sends nothing on an item that shows already what was asked for", () => {
    fc.assert(
      fc.property(wish, before, (asked, found) => {
        const reached = reachedBy(asked, found)?.(found.item) ?? false;

        if (reached) expect(plan(asked, found).kind).not.toBe("send");
      }),
    );
  });

  test("calls nothing reached that was never asked for: an item in another state", () => {
    const CONDITIONS = {
      "stop-protection-retain-data": ["stopped"],
      "stop-protection-delete-data": ["soft-deleted"],
      "suspend-backups": ["suspended"],
      undelete: ["stopped"],
      // An item that was in error may stay so with the new policy.
      "change-policy": ["protected", "error"],
      "resume-protection": ["protected", "error"],
      "backup-now": [],
      "ensure-backup": [],
    } as const satisfies Record<WriteWish["kind"], readonly string[]>;
    fc.assert(
      fc.property(wish, before, before, (asked, found, { item: after }) => {
        fc.pre(reachedBy(asked, found)?.(after) === true);

        expect(CONDITIONS[asked.kind]).toContain(after.condition);
      }),
    );
  });

  test("is sent by the method that the operation says", () => {
    fc.assert(
      fc.property(wish, before, (asked, found) => {
        const planned = plan(asked, found);
        fc.pre(planned.kind === "send");

        expect(planned.kind === "send" && planned.write.method).toBe(
          OPERATIONS_BY_NAME[asked.kind].method,
        );
      }),
    );
  });

  test("never deletes in an immutable vault, and suspends in no other", () => {
    fc.assert(
      fc.property(wish, before, (asked, found) => {
        fc.pre(plan(asked, found).kind === "send");

        if (asked.kind === "stop-protection-delete-data") {
          expect(found.vault.immutability).toBe("off");
        }
        if (asked.kind === "suspend-backups") expect(found.vault.immutability).toBe("on");
      }),
    );
  });

  test("touches a soft-deleted item by nothing but undelete", () => {
    fc.assert(
      fc.property(wish, before, (asked, found) => {
        fc.pre(found.item.condition === "soft-deleted" && plan(asked, found).kind === "send");

        expect(asked.kind).toBe("undelete");
      }),
    );
  });
});

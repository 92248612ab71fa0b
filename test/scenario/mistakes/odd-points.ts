import { full, HOUR_MS, has, lists, SHARE, SQL, tier, VM } from "./item-points.ts";
import type { Mistake } from "./mistake.ts";

/** Recovery points that Azure lists and nobody can restore from, or this action cannot read. */
export const ODD_POINTS: readonly Mistake[] = [
  {
    name: "recovery points in an unknown tier, and one soft-deleted",
    inputs: SQL,
    world: lists("sqlserver-1/payroll", [
      full(tier("ColdRP")),
      full(tier("ColdRP")),
      full({ recoveryPointProperties: { isSoftDeleted: true } }),
    ]),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable recovery point: Azure lists 3, of which 2 are in a tier that this action does not know ('ColdRP Valid') and 1 is soft-deleted. What to do: Look at the item's recovery points in the vault. A newer version of this action may know their form. Use 'backup-now', then run this step again.",
  },
  {
    name: "recovery points in an unknown state",
    inputs: VM,
    world: lists("web-02", [
      full(tier("HardenedRP", "Validating")),
      full(tier("HardenedRP", "Validating")),
    ]),
    reason: "no-recovery-point",
    message:
      "'web-02' has no usable recovery point: Azure lists 2, all in a tier that this action does not know ('HardenedRP Validating'). What to do: Look at the item's recovery points in the vault. A newer version of this action may know their form. Use 'backup-now', then run this step again.",
  },
  {
    name: "recovery points without a time",
    inputs: SQL,
    world: lists("sqlserver-1/payroll", [full({ recoveryPointTimeInUTC: undefined })]),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable recovery point: Azure lists one, which is without a time that this action can read. What to do: Look at the item's recovery points in the vault. A newer version of this action may know their form. Use 'backup-now', then run this step again.",
  },
  {
    name: "recovery points with a time that nobody can read",
    inputs: SQL,
    world: lists("sqlserver-1/payroll", [
      full({ recoveryPointTimeInUTC: "yesterday" }),
      full({ recoveryPointTimeInUTC: 1767585600 }),
      full({ recoveryPointTimeInUTC: "05.01.2026 04:00" }),
    ]),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable recovery point: Azure lists 3, all without a time that this action can read. What to do: Look at the item's recovery points in the vault. A newer version of this action may know their form. Use 'backup-now', then run this step again.",
  },
  {
    name: "recovery points with text for numbers",
    inputs: VM,
    world: lists("web-02", [full(tier("2", "1"))]),
    reason: "no-recovery-point",
    message:
      "'web-02' has no usable recovery point: Azure lists one, which is in a tier that this action does not know ('2 1'). What to do: Look at the item's recovery points in the vault. A newer version of this action may know their form. Use 'backup-now', then run this step again.",
  },
  {
    name: "recovery points with text for flags",
    inputs: VM,
    world: lists("web-02", [full({ recoveryPointProperties: { isSoftDeleted: "false" } })]),
    reason: "no-recovery-point",
    message:
      "'web-02' has no usable recovery point: Azure lists one, which is soft-deleted or expired in a form that this action does not know. What to do: Look at the item's recovery points in the vault. A newer version of this action may know their form. Use 'backup-now', then run this step again.",
  },
  {
    name: "recovery points that name no tier",
    inputs: SHARE,
    world: lists("contosofiles/documents", [full({ recoveryPointTierDetails: [] })]),
    reason: "no-recovery-point",
    message:
      "'documents' has no usable recovery point: Azure lists one, which is in no tier that Azure names. What to do: Look at the item's recovery points in the vault. Use 'backup-now', then run this step again.",
  },
  {
    name: "log ranges that nobody can read",
    inputs: { ...SQL, "recovery-point-types": "log" },
    world: lists("sqlserver-1/payroll", [
      full({}),
      { type: "Log", timeRanges: [{ startTime: "2026-01-05T04:00:00Z", endTime: "soon" }] },
    ]),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable log recovery point: Azure lists 2, of which 1 is of another type ('Full') and 1 is without a time that this action can read. What to do: Look at the item's recovery points in the vault. A newer version of this action may know their form. Use 'backup-now' with 'backup-type: Log', then run this step again.",
  },
  {
    name: "a recovery point dated in the future",
    inputs: SQL,
    world: has("sqlserver-1/payroll", [{ hoursAgo: -5 }]),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable recovery point: Azure lists one, which is dated in the future. What to do: Look at the item's recovery points in the vault. Check the clock of the server. Use 'backup-now', then run this step again.",
  },
  {
    name: "a recovery point whose tiers are deleted",
    inputs: VM,
    world: has("web-02", [
      {
        hoursAgo: 30,
        tiers: [
          { type: "InstantRP", status: "Deleted" },
          { type: "HardenedRP", status: "Deleted" },
        ],
      },
    ]),
    reason: "no-recovery-point",
    message:
      "'web-02' has no usable recovery point: Azure lists one, which is in no tier that holds its data any more ('InstantRP Deleted', 'HardenedRP Deleted'). What to do: Look at the item's recovery points in the vault. Use 'backup-now', then run this step again.",
  },
  {
    name: "a snapshot that has expired",
    inputs: { ...VM, "max-recovery-point-age": "7d" },
    world(scenario) {
      const expired = { snapshotExpiresAt: scenario.clock.now() - HOUR_MS };
      has("web-02", [
        { hoursAgo: 53, tiers: [{ type: "InstantRP", status: "Valid" }], ...expired },
      ])(scenario);
    },
    reason: "no-recovery-point",
    message:
      "'web-02' has no usable recovery point: Azure lists one, which is only in an expired snapshot. What to do: Look at the item's recovery points in the vault. Use 'backup-now', then run this step again.",
  },
];

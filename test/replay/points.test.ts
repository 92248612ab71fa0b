import { describe, expect, test } from "vitest";
import { runOnGitHub } from "../support/run-on-github.ts";
import { alter } from "./alter.ts";
import { expectedVerdict } from "./expected.ts";
import { play } from "./play.ts";
import { POINTS_ITEM, pointsSlice, vmPoint } from "./point-builders.ts";
import { aroundTheTruth, truthOf } from "./points.ts";
import { serve } from "./serve.ts";
import { START_MS, stopSlice } from "./slice-builders.ts";
import { gullibleRun } from "./stand-in.ts";

const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(START_MS - hours * HOUR_MS).toISOString();
const tiers = (type: unknown, status: unknown) => ({
  recoveryPointTierDetails: [{ type, status }],
});
const kept = (expiryTime: string, isSoftDeleted: unknown = false) => ({
  recoveryPointProperties: { expiryTime, isSoftDeleted },
});

describe("the truth about a recorded list", () => {
  test("is the newest point that can be restored from, and how old it was when it was read", () => {
    expect(truthOf(pointsSlice())).toMatchObject({
      item: { id: POINTS_ITEM },
      isAboutItem: true,
      newest: START_MS - 6 * HOUR_MS,
      ageSeconds: 6 * 3_600,
    });
  });

  test.each([
    { what: "in a tier named by number", but: tiers(2, 1), age: 6 },
    { what: "rehydrated, by number", but: tiers(3, 4), age: 6 },
    { what: "past an expiry that says nothing", but: kept(at(1)), age: 6 },
    { what: "in a deleted tier", but: tiers("HardenedRP", "Deleted"), age: 30 },
    { what: "soft-deleted", but: kept(at(-99), true), age: 30 },
    { what: "of an unreadable flag", but: kept(at(-99), "true"), age: 30 },
    { what: "in the future", but: { recoveryPointTime: at(-1) }, age: 30 },
    {
      what: "a snapshot that is gone",
      but: { ...tiers("InstantRP", "Valid"), ...kept(at(1)) },
      age: 30,
    },
    {
      what: "a snapshot that lives",
      but: { ...tiers("InstantRP", "Valid"), ...kept(at(-1)) },
      age: 6,
    },
  ])("counts a point $what as it should", ({ but, age }) => {
    const points = [vmPoint(30), vmPoint(6, but)];

    expect(truthOf(pointsSlice({ points })).ageSeconds).toBe(age * 3_600);
  });

  test("is asked for twice, with a little more and a little less than the age", () => {
    const asked = aroundTheTruth(pointsSlice());

    expect(asked.map(({ name, maxAgeSeconds }) => ({ name, maxAgeSeconds }))).toEqual([
      { name: "vm-points--2026-02-03--synthetic [age allowed]", maxAgeSeconds: 21_630 },
      { name: "vm-points--2026-02-03--synthetic [too old]", maxAgeSeconds: 21_570 },
    ]);
    expect(asked.map((slice) => expectedVerdict(slice).reason)).toEqual([
      "recovery-point-fresh",
      "recovery-point-too-old",
    ]);
  });

  test("is asked for once where no point can be restored from, and not at all of a write", () => {
    const [asked, ...others] = aroundTheTruth(pointsSlice({ points: [] }));

    expect(asked && expectedVerdict(asked).reason).toBe("no-recovery-point");
    expect(others).toEqual([]);
    expect(aroundTheTruth(stopSlice())).toEqual([]);
  });
});

describe("the verdict that a list calls for", () => {
  test.each([
    { item: {}, reason: "recovery-point-fresh" },
    { item: { lastBackupStatus: "IRPending" }, reason: "recovery-point-fresh" },
    { item: { lastBackupStatus: "Failed", lastBackupTime: at(1) }, reason: "last-backup-failed" },
    {
      item: { lastBackupStatus: "Cancelled", lastBackupTime: at(1) },
      reason: "recovery-point-fresh",
    },
    { item: { isScheduledForDeferredDelete: true }, reason: "refused" },
    { item: { isScheduledForDeferredDelete: "true" }, reason: "refused" },
  ])("of an item with $item: $reason", async ({ item, reason }) => {
    const slice = pointsSlice({ item });

    expect(expectedVerdict(slice).reason).toBe(reason);
    expect((await play(slice, runOnGitHub)).ours.reason).toBe(reason);
  });

  test("of a point whose own backup ended with warnings falls back on the one before it", async () => {
    const item = { lastBackupStatus: "CompletedWithWarnings" };
    for (const [points, maxAgeSeconds, reason] of [
      [[vmPoint(6)], 86_400, "last-backup-failed"],
      [[vmPoint(6), vmPoint(30)], 40 * 3_600, "recovery-point-fresh"],
      [[vmPoint(6), vmPoint(30)], 86_400, "recovery-point-too-old"],
    ] as const) {
      const slice = pointsSlice({ item, points, maxAgeSeconds });

      expect(expectedVerdict(slice).reason).toBe(reason);
      expect((await play(slice, runOnGitHub)).ours.reason).toBe(reason);
    }
  });

  test("catches a client that opens on anything", async () => {
    const slice = alter(pointsSlice(), "point-older");

    expect(slice && (await play(slice, gullibleRun)).matched).toBe(false);
  });
});

describe("the replay server", () => {
  test("gives the recorded list, and no list that was narrowed down", async () => {
    const { ask, server } = serve(pointsSlice());

    const whole = await ask("GET", `${POINTS_ITEM}/recoveryPoints`);
    const narrow = await ask("GET", `${POINTS_ITEM}/recoveryPoints?$filter=x`);

    expect(JSON.parse(whole.body).value).toHaveLength(2);
    expect(narrow.status).toBe(404);
    expect(server.unexpected).toHaveLength(1);
  });

  test("knows no recovery points where none were recorded", async () => {
    const { ask } = serve(stopSlice());

    expect((await ask("GET", `${POINTS_ITEM}/recoveryPoints`)).status).toBe(404);
  });
});

test.each([
  { how: "tier-deleted", reason: "no-recovery-point" },
  { how: "point-without-tier", reason: "no-recovery-point" },
  { how: "point-soft-deleted", reason: "no-recovery-point" },
  { how: "soft-delete-unreadable", reason: "no-recovery-point" },
  { how: "point-in-the-future", reason: "no-recovery-point" },
  { how: "snapshot-expired", reason: "no-recovery-point" },
  { how: "point-older", reason: "recovery-point-too-old" },
  { how: "points-of-another-item", reason: "contact-lost" },
  { how: "last-backup-failed", reason: "last-backup-failed" },
  { how: "item-soft-deleted", reason: "refused" },
] as const)("$how makes a list that has to end with $reason, and does", async ({ how, reason }) => {
  const slice = alter(pointsSlice(), how);
  if (slice === undefined) throw new Error("Nothing was altered.");

  expect(expectedVerdict(slice).reason).toBe(reason);
  expect((await play(slice, runOnGitHub)).ours).toEqual({ gate: "closed", reason });
});

test("a list that opens nothing is not altered", () => {
  const old = pointsSlice({ maxAgeSeconds: 60 });

  expect(alter(old, "tier-deleted")).toBeUndefined();
  expect(alter(pointsSlice({ points: [] }), "tier-deleted")).toBeUndefined();
});

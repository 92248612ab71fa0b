import { expect, test } from "vitest";
import { drawScene } from "./draw.ts";
import { judgeScene } from "./judge.ts";
import { HEALTHY_DATABASE, PLAIN_SCENE } from "./oracle/record-builder.ts";
import { PLACE } from "./place.ts";
import { play } from "./play.ts";
import { output, writesOf } from "./record.ts";
import type { Fault, Scene } from "./scene.ts";
import { storyOf } from "./story.ts";

const INPUTS = {
  ...PLAIN_SCENE.inputs,
  vault: PLACE.vault,
  "resource-group": PLACE.group,
  "subscription-id": PLACE.subscription,
  "auth-type": "IDENTITY",
};

/** A scene in which the second half of a quiet pair is left out. */
function scene(changes: Partial<Scene>): Scene {
  return { ...PLAIN_SCENE, weather: "rough", inputs: INPUTS, ...changes };
}

test("the same seed tells the same story", async () => {
  for (const seed of [3, 11, 19, 27]) {
    const tell = async () => {
      const { record, breaches } = await judgeScene(drawScene(seed));
      return storyOf(record, breaches);
    };
    expect(await tell()).toBe(await tell());
  }
});

test("a plain step in fair weather opens, and the book has its one write", async () => {
  const { record, breaches } = await judgeScene({ ...PLAIN_SCENE, inputs: INPUTS });

  expect(breaches).toEqual([]);
  expect(output(record, "reason")).toBe("completed");
  expect(record.book.writes.map(({ by, accepted }) => ({ by, accepted }))).toEqual([
    { by: "ours", accepted: true },
  ]);
  expect(record.again && output(record.again, "reason")).toBe("already-in-state");
});

test("a dry run comes before the real one of the same world", async () => {
  const inputs = { ...INPUTS, "dry-run": "true" };
  const record = await play({ ...PLAIN_SCENE, inputs });

  expect(record.dry && output(record.dry, "reason")).toBe("dry-run");
  expect(record.dry && writesOf(record.dry)).toEqual([]);
  expect(output(record, "reason")).toBe("completed");
});

test("what others do happens between two requests, and is in the book as theirs", async () => {
  const record = await play(
    scene({ deeds: [{ what: "stop", item: 0, when: { request: 1 }, atOnce: false }] }),
  );

  expect(record.happenings.map(({ what }) => what)).toEqual(["stop of item 0"]);
  expect(record.book.writes[0]).toMatchObject({ by: "others", method: "PUT", accepted: true });
});

test("a list that is behind shows what was, and a single read what is", async () => {
  const { requests } = await play(
    scene({
      inputs: { ...INPUTS, item: "sqlserver-0/payroll", policy: "Base" },
      staleListMs: 60_000,
      deeds: [{ what: "stop", item: 0, when: { ms: 10 }, atOnce: true }],
    }),
  );
  const list = requests.find(({ path }) => path === "/backupProtectedItems");
  const single = requests.find(({ path }) => path.endsWith("payroll"));

  expect(list?.answer).toContain('"protectionState":"Protected"');
  expect(single?.answer).toContain('"protectionState":"ProtectionStopped"');
});

test.each<[string, Fault["what"], number]>([
  ["a drop before the service acted", { kind: "drop", code: "ECONNRESET", acted: false }, 0],
  ["a drop after it acted", { kind: "drop", code: "ECONNRESET", acted: true }, 1],
  ["a hang after it acted", { kind: "hang", acted: true }, 1],
])("%s leaves the first write where it was", async (_, what, taken) => {
  const record = await play(
    scene({
      operation: "backup-now",
      inputs: { ...INPUTS, operation: "backup-now", policy: "", "timeout-minutes": "2" },
      faults: [{ where: "write", skip: 0, times: 1, what }],
    }),
  );
  const first = writesOf(record)[0];

  expect(first?.carriedOut).toBe(taken === 1);
  expect(record.book.writes.filter(({ at }) => at < (first?.at ?? 0) + 1_000)).toHaveLength(taken);
});

test("an answer about something else names that other thing", async () => {
  const record = await play(
    scene({
      items: [HEALTHY_DATABASE, { ...HEALTHY_DATABASE, host: 1, name: "crm" }],
      faults: [{ where: "item", skip: 0, times: 1_000, what: { kind: "about" } }],
    }),
  );
  const read = record.requests.find(({ mishap }) => mishap === "about");

  expect(read?.path).toContain("payroll");
  expect(read?.answer).toContain('"friendlyName":"crm"');
});

test("a cancel comes at its moment", async () => {
  const record = await play(scene({ cancelAtMs: 20_000 }));

  expect(output(record, "reason")).toBe("workflow-cancelled");
  expect((record.cancelledAt ?? 0) - record.startedAt).toBe(20_000);
});

test("a vault that may not be read refuses for good, and nothing else does", async () => {
  const record = await play(scene({ vault: { ...PLAIN_SCENE.vault, unreadable: true } }));
  const statuses = record.requests.map(
    ({ path, outcome }) => `${path === "" ? "vault" : "other"} ${outcome}`,
  );

  expect(new Set(statuses)).toContain("vault 403");
  expect(statuses.filter((status) => status === "other 403")).toEqual([]);
});

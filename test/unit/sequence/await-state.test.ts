import { describe, expect, test, vi } from "vitest";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import { ActionError, RunCancelledError } from "../../../src/errors.ts";
import { awaitState, readAfter } from "../../../src/sequence/await-state.ts";
import type { Ending } from "../../../src/sequence/task.ts";
import { alone } from "../../../src/sequence/together.ts";
import { item } from "../azure/backup/read-builders.ts";
import { fakeTools } from "./step-builders.ts";

const PRESENT = item();
const STOPPED = item({ protectionState: "ProtectionStopped", condition: "stopped" });
const isStopped = (after: ProtectedItem | undefined) => after?.condition === "stopped";
const isGone = (after: ProtectedItem | undefined) => after === undefined;

/** An item that shows itself so at one look after the other, the last one for ever after. */
function looks(
  seen: readonly (ProtectedItem | "gone" | Error)[],
  settings: Parameters<typeof fakeTools>[1] = {},
) {
  const at: number[] = [];
  const fake = fakeTools(
    {
      async item(address) {
        expect(address).toEqual(PRESENT.address);
        at.push(fake.clock.now() - fake.tools.pace.startedAt);
        const now = seen[at.length - 1] ?? seen.at(-1);
        if (now instanceof Error) throw now;
        return now === "gone" ? undefined : now;
      },
    },
    settings,
  );
  return { ...fake, at };
}

describe("an item that is to show something", () => {
  test("is read once where it does", async () => {
    const { tools, at, said } = looks([STOPPED]);

    expect(await awaitState(PRESENT, isStopped, tools)).toBe(true);
    expect(at).toEqual([0]);
    expect(said()).toEqual([]);
    expect(tools.known().after).toEqual(STOPPED);
  });

  test("is read until it does, and the log says so once", async () => {
    const { tools, at, said } = looks([PRESENT, PRESENT, PRESENT, STOPPED], {
      fixedPauseMs: 7_000,
    });

    expect(await awaitState(PRESENT, isStopped, tools)).toBe(true);
    expect(at).toEqual([0, 7_000, 14_000, 21_000]);
    expect(said()).toEqual(["The item is not in the requested state yet; reading it again."]);
  });

  test("is read for two minutes, the end of them included, and for no longer", async () => {
    const { tools, at } = looks([PRESENT], { fixedPauseMs: 50_000 });

    expect(await awaitState(PRESENT, isStopped, tools)).toBe(false);
    expect(at).toEqual([0, 50_000, 100_000, 120_000]);
    expect(tools.known().after).toEqual(PRESENT);
  });

  test("is read up to the deadline where that comes first", async () => {
    const { tools, at } = looks([PRESENT], { fixedPauseMs: 50_000, timeoutMs: 60_000 });

    expect(await awaitState(PRESENT, isStopped, tools)).toBe(false);
    expect(at).toEqual([0, 50_000, 60_000]);
  });

  test("has not shown it, whenever the deadline passes between two readings of the clock", async () => {
    for (let timeoutMs = 50_000; timeoutMs < 50_060; timeoutMs += 1) {
      const { tools, clock } = looks([PRESENT], { fixedPauseMs: 50_000, timeoutMs });
      const now = clock.now.bind(clock);
      vi.spyOn(clock, "now").mockImplementation(() => {
        clock.advance(1);
        return now();
      });

      expect(await awaitState(PRESENT, isStopped, tools)).toBe(false);
    }
  });

  test("is read less and less often where the user has fixed no pause", async () => {
    const { tools, at } = looks([PRESENT]);

    await awaitState(PRESENT, isStopped, tools);

    const pauses = at.slice(1).map((ms, index) => ms - (at[index] ?? 0));
    expect(pauses[0]).toBeLessThan(pauses.at(-2) ?? 0);
    expect(at.at(-1)).toBe(120_000);
  });
});

describe("an item that is to be gone", () => {
  test("has to be gone twice, five seconds apart", async () => {
    const { tools, at } = looks(["gone"]);

    expect(await awaitState(PRESENT, isGone, tools)).toBe(true);
    expect(at).toEqual([0, 5_000]);
    expect(tools.known().after).toBe("gone");
  });

  test("is not gone where the second look finds it", async () => {
    const { tools, at } = looks(["gone", PRESENT, PRESENT, "gone", "gone"], {
      fixedPauseMs: 10_000,
    });

    expect(await awaitState(PRESENT, isGone, tools)).toBe(true);
    expect(at).toEqual([0, 5_000, 15_000, 25_000, 30_000]);
  });

  test("is asked for a second time even when time has run out", async () => {
    const { tools, at } = looks(["gone"], { timeoutMs: 1_000 });

    expect(await awaitState(PRESENT, isGone, tools)).toBe(true);
    expect(at).toEqual([0, 5_000]);
  });

  test("is read once at a time where its absence would prove nothing", async () => {
    const { tools, at } = looks(["gone", STOPPED], { fixedPauseMs: 10_000 });

    expect(await awaitState(PRESENT, isStopped, tools)).toBe(true);
    expect(at).toEqual([0, 10_000]);
  });
});

const ENDED: Ending = { kind: "jobs-ended", jobs: [] };

describe("an item that is read once more for the report", () => {
  test.each([
    { seen: STOPPED, after: STOPPED },
    { seen: "gone" as const, after: "gone" },
  ])("is reported as it was found", async ({ seen, after }) => {
    const { tools } = looks([seen]);

    await readAfter(PRESENT, ENDED, tools);

    expect(tools.known().after).toEqual(after);
  });

  test("may not be readable, which changes nothing", async () => {
    const error = new ActionError("contact-lost", "Azure is away.", { hint: "" });
    const { tools, said } = looks([error]);

    await readAfter(PRESENT, ENDED, tools);

    expect(tools.known().after).toBeUndefined();
    expect(said()).toEqual(["The item could not be read again: Azure is away."]);
  });

  describe("of several", () => {
    const listed = item({ friendlyName: "as listed" });
    const together = {
      ...alone({ job: () => Promise.reject() }),
      lookAtState: async () => listed,
    };

    test("is reported as the list for all shows it", async () => {
      const { tools, at } = looks([STOPPED], { together });

      await readAfter(PRESENT, ENDED, tools);

      expect(tools.known().after).toEqual(listed);
      expect(at).toEqual([]);
    });

    test("does not wait for that list if it has failed", async () => {
      const { tools, at } = looks([STOPPED], {
        together,
        isRed: ({ ending }) => ending === ENDED,
      });

      await readAfter(PRESENT, ENDED, tools);

      expect(tools.known().after).toEqual(STOPPED);
      expect(at).toEqual([0]);
    });

    test("keeps its verdict if the step is cancelled while it waits", async () => {
      const cancelled = new RunCancelledError("The workflow was cancelled.");
      const lookAtState = () => Promise.reject(cancelled);
      const { tools } = looks([STOPPED], { together: { ...together, lookAtState } });

      await expect(readAfter(PRESENT, ENDED, tools)).resolves.toBeUndefined();
      expect(tools.known().after).toBeUndefined();
    });
  });

  test("never hides a defect", async () => {
    const { tools } = looks([new TypeError("a defect")]);

    await expect(readAfter(PRESENT, ENDED, tools)).rejects.toThrow("a defect");
  });
});

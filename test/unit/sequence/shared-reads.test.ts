import { expect, test } from "vitest";
import { sharedReads } from "../../../src/sequence/shared-reads.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

function setUp() {
  const clock = new VirtualClock();
  const asked: number[] = [];
  const shared = sharedReads(clock);
  const read = (notBefore: number, name = "vault") =>
    shared.read(name, notBefore, async () => asked.push(clock.now()));
  return { clock, asked, shared, read };
}

test("a read is shared by all who ask for one as young as it is", async () => {
  const { clock, asked, read } = setUp();
  const now = clock.now();
  const first = await read(now);
  clock.advance(5_000);

  expect(await read(now)).toEqual(first);
  expect(first).toEqual({ value: 1, askedAt: now });
  expect(asked).toHaveLength(1);
});

test("a read is made anew for whoever needs a younger one, and then shared", async () => {
  const { clock, asked, read } = setUp();
  const now = clock.now();
  await read(now);
  clock.advance(5_000);

  expect(await read(now + 1)).toEqual({ value: 2, askedAt: now + 5_000 });
  expect(await read(now)).toEqual({ value: 2, askedAt: now + 5_000 });
  expect(asked).toHaveLength(2);
});

test("a read on its way is shared too", async () => {
  const { clock, asked, read } = setUp();
  const now = clock.now();

  expect(await Promise.all([read(now), read(now)])).toEqual([
    { value: 1, askedAt: now },
    { value: 1, askedAt: now },
  ]);
  expect(asked).toHaveLength(1);
});

test("each name has its own", async () => {
  const { clock, asked, read } = setUp();
  await read(clock.now());
  await read(clock.now(), "policy");

  expect(asked).toHaveLength(2);
});

test("an error is of those who waited for it, and the next one asks again", async () => {
  const { clock, shared, read } = setUp();
  const now = clock.now();
  const failing = () => Promise.reject(new Error("Azure is away."));
  const first = shared.read("vault", now, failing);
  const second = shared.read("vault", now, failing);

  await expect(first).rejects.toThrow("Azure is away.");
  await expect(second).rejects.toThrow("Azure is away.");
  expect((await read(now)).value).toBe(1);
});

test("an old error takes no newer answer away", async () => {
  const { clock, asked, shared, read } = setUp();
  const now = clock.now();
  let fail = (_error: Error) => {};
  const slow = shared.read("vault", now, () => new Promise((_, reject) => (fail = reject)));
  clock.advance(1_000);
  const later = await read(now + 1);
  fail(new Error("Azure was away."));
  await expect(slow).rejects.toThrow("Azure was away.");

  expect(await read(now)).toEqual(later);
  expect(asked).toHaveLength(1);
});

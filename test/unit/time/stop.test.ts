import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { newStop } from "../../../src/time/stop.ts";

test("stops with the reason of the signal that aborts first", () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const stop = newStop();
  stop.on(first.signal);
  stop.on(second.signal);
  expect(stop.signal.aborted).toBe(false);

  second.abort("second");
  first.abort("first");

  expect(stop.signal.reason).toBe("second");
});

test("stops at once for a signal that has aborted", () => {
  const stop = newStop();
  stop.on(AbortSignal.abort("before"));

  expect(stop.signal.reason).toBe("before");
});

test("does what it is told instead of stopping", () => {
  const source = new AbortController();
  const stop = newStop();
  const heard: string[] = [];
  stop.on(source.signal, () => heard.push("heard"));
  source.abort();

  expect(heard).toEqual(["heard"]);
  expect(stop.signal.aborted).toBe(false);
});

test("leaves no listener behind, and hears nothing any more", () => {
  const source = new AbortController();
  const stop = newStop();
  stop.on(source.signal);
  stop.end();
  source.abort();

  expect(getEventListeners(source.signal, "abort")).toEqual([]);
  expect(stop.signal.aborted).toBe(false);
});

import { describe, expect, test } from "vitest";
import { endOf, Series, statusWord, timeline } from "./series.ts";
import { fault, job, poll, START_MS, throttled } from "./slice-builders.ts";

const SECOND = 1_000;
const html = { status: 502, body: "<html>Bad Gateway</html>" };

function words(series: Series, ...seconds: number[]): (string | number | undefined)[] {
  return seconds.map((second) => {
    const answer = series.read(second * SECOND);
    return answer && (statusWord(answer) || answer.status);
  });
}

describe("timeline", () => {
  test("counts from the start and never steps back", () => {
    const entries = timeline(
      [poll(-2, "InProgress"), poll(5, "InProgress"), poll(3, "InProgress"), poll(9, "Succeeded")],
      START_MS,
    );

    expect(entries.map(({ at }) => at / SECOND)).toEqual([0, 5, 5, 9]);
    expect(endOf(entries)).toBe(9 * SECOND);
  });

  test("lets a 429 last no longer than it says", () => {
    const entries = timeline([throttled("job", 10, 300), job(315, "Completed")], START_MS);

    expect(entries.map(({ at }) => at / SECOND)).toEqual([10, 310]);
  });

  test.each([
    "Succeeded",
    "Completed",
    "CompletedWithWarnings",
    "Failed",
    "Cancelled",
    "Canceled",
    "Invalid",
  ])("ends with %s", (word) => {
    expect(endOf(timeline([job(0, "InProgress"), job(30, word)], START_MS))).toBe(30 * SECOND);
  });

  test("has no end where the recording stops before", () => {
    expect(endOf(timeline([job(0, "InProgress"), job(30, "Quiescing")], START_MS))).toBeUndefined();
  });
});

describe("Series", () => {
  test("tells at any time what was last recorded by then", () => {
    const series = new Series(timeline([poll(1, "InProgress"), poll(30, "Succeeded")], START_MS));

    expect(words(series, 0, 1, 29.9, 30, 900)).toEqual([
      "InProgress",
      "InProgress",
      "InProgress",
      "Succeeded",
      "Succeeded",
    ]);
  });

  test("tells each 5xx once, however late the look", () => {
    const series = new Series(
      timeline(
        [
          job(0, "InProgress"),
          fault("job", 20, html),
          fault("job", 22, html),
          job(40, "Completed"),
        ],
        START_MS,
      ),
    );

    expect(words(series, 0, 60, 61, 62)).toEqual(["InProgress", 502, 502, "Completed"]);
  });

  test("tells a 5xx until the next recorded answer, and no longer", () => {
    const recorded = [fault("job", 0, html), job(2, "InProgress"), job(9, "Completed")];
    const series = new Series(timeline(recorded, START_MS));

    expect(words(series, 0, 1, 1.9, 2, 9)).toEqual([502, 502, 502, "InProgress", "Completed"]);
  });

  test("keeps telling a 5xx that is all there is", () => {
    const series = new Series(timeline([fault("job", 0, html)], START_MS));

    expect(words(series, 1, 2)).toEqual([502, 502]);
  });

  test("tells a 429 for as long as it lasts, and not to a client that came later", () => {
    const recorded = [job(0, "InProgress"), throttled("job", 10, 20), job(31, "Completed")];

    expect(words(new Series(timeline(recorded, START_MS)), 12, 29, 30)).toEqual([
      429,
      429,
      "Completed",
    ]);
    expect(words(new Series(timeline(recorded, START_MS)), 9, 30)).toEqual([
      "InProgress",
      "Completed",
    ]);
  });

  test("peeks at the last good answer without telling a fault", () => {
    const series = new Series(timeline([job(0, "InProgress"), fault("job", 5, html)], START_MS));

    const peeked = series.peek(6 * SECOND);

    expect(peeked && statusWord(peeked)).toBe("InProgress");
    expect(words(series, 6)).toEqual([502]);
  });
});

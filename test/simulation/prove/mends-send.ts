import { type Mend, mendsOf } from "./mend.ts";

const LOST = "it goes out once more";

/** Rules on what goes out, and on what became of it. */
export const SENDING: readonly Mend[] = [
  ...mendsOf("azure/arm/attempt.ts", [
    [
      "a 503 proves that nothing happened",
      "9",
      'if (status === 429) return { kind: "again", why, afterMs };',
      'if (status === 429 || status === 503) return { kind: "again", why, afterMs };',
    ],
    [
      "a 401 proves that nothing happened",
      "9",
      'if (status === 429) return { kind: "again", why, afterMs };',
      'if (status === 429 || (write && status === 401)) return { kind: "again", why, afterMs };',
    ],
    [
      "an unreachable host proves that nothing happened",
      "9",
      '["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]',
      '["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"]',
    ],
    [
      "a 4xx without Azure's body is a refusal",
      "9",
      'if (isRefused && service.code !== "") return { kind: "done", response };',
      'if (isRefused) return { kind: "done", response };',
    ],
    ["a 401 is a refusal", "9", "&& status !== 401 && status !== 408;", "&& status !== 408;"],
    [
      "a 5xx is a refusal",
      "9",
      "const isRefused = status >= 400 && status < 500 &&",
      "const isRefused = status >= 400 &&",
    ],
  ]),
  ...mendsOf("azure/arm/retry.ts", [
    [
      "a cancel does not wait for the answer of a write",
      "9",
      "const IN_FLIGHT_MS = 3_000;",
      "const IN_FLIGHT_MS = 0;",
    ],
  ]),
  ...mendsOf("sequence/send.ts", [
    [
      "a write goes out after the deadline",
      "9",
      "if (pace.clock.now() >= pace.deadline) throw",
      "if (false as boolean) throw",
    ],
    [
      `a backup is in doubt, and ${LOST}`,
      "9",
      'const mayRepeat = method === "PUT" ||',
      "const mayRepeat = (true as boolean) ||",
    ],
    [
      `a deletion's job may be its own, and ${LOST}`,
      "9",
      '(method === "DELETE" && doubtful.length === 0);',
      'method === "DELETE";',
    ],
    [
      "an effect that somebody else may have had is ours",
      "9",
      'if (effect.kind === "job-found") noteAccepted(tools);',
      "noteAccepted(tools);",
    ],
    [
      "what is certainly not carried out stays in doubt",
      "7",
      'if (isRefused) noteWrite(tools, { kind: "turned-away" });',
      "",
    ],
    ["a write in doubt is not noted", "7", 'noteWrite(tools, { kind: "sending" });', ""],
  ]),
  ...mendsOf("sequence/write-item.ts", [
    [
      `a change is lost twice, and ${LOST}`,
      "9",
      "const MOST_SENDINGS = 2;",
      "const MOST_SENDINGS = 9;",
    ],
    [
      "a change that is lost once is given up",
      "9",
      "const MOST_SENDINGS = 2;",
      "const MOST_SENDINGS = 1;",
    ],
  ]),
  ...mendsOf("sequence/unsent.ts", [
    [
      "what an own write brought about was there already",
      "7",
      "if (reached === undefined || !mayHaveActed(writeOf(known()))) return decision;",
      "if (reached === undefined || (true as boolean)) return decision;",
    ],
  ]),
  ...mendsOf("operations/on-demand-backup.ts", [
    [
      "a VM's backup is kept to the second",
      "3",
      "const kept = workload.isKeptToMidnight ? Math.ceil(until / DAY_MS) * DAY_MS : until;",
      "const kept = until;",
    ],
    [
      "a short Full goes out without a word",
      "3",
      "const isShortFull = leastDays !== undefined &&",
      "const isShortFull = (false as boolean) && leastDays !== undefined &&",
    ],
  ]),
  ...mendsOf("values/durations.ts", [
    [
      "a month has thirty days",
      "3",
      "return monthsLater(now, retainUntil.months) + retainUntil.days * DAY_MS;",
      "return now + (30 * retainUntil.months + retainUntil.days) * DAY_MS;",
    ],
    [
      "a month without such a day ends in the next one",
      "3",
      "return Date.UTC(year, month, Math.min(day, lastDay)) + (time % DAY_MS);",
      "return Date.UTC(year, month, lastDay > 0 ? day : day) + (time % DAY_MS);",
    ],
    [
      "a date is kept to its first second",
      "3",
      "const time = Date.UTC(Number(year), Number(month) - 1, Number(day) + 1);",
      "const time = Date.UTC(Number(year), Number(month) - 1, Number(day)) + 0 * DAY_MS;",
    ],
  ]),
  ...mendsOf("sequence/authorize.ts", [
    [
      "an unlock lasts for ever",
      "9",
      "const UNLOCKED_MS = 10 * 60_000;",
      "const UNLOCKED_MS = 1e12;",
    ],
  ]),
  ...mendsOf("sequence/write-state.ts", [
    [
      "a write in doubt has changed nothing",
      "7",
      'return changedBy(state.before) === "true" ? "true" : "";',
      'return changedBy(state.before) === "true" ? "true" : "false";',
    ],
    [
      "a later write hides the doubt of an earlier one",
      "7",
      "return mayHaveActed(earlier) ? earlier : last;",
      "return last;",
    ],
  ]),
];

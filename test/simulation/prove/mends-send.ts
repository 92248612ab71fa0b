import { type Mend, mendsOf } from "./mend.ts";

const LOST = "it goes out once more";

/** Rules on what goes out, what became of it, and what follows it. */
export const SENDING: readonly Mend[] = [
  ...mendsOf("azure/retry.ts", [
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
      'if (isRefused && service.code !== "") return { kind: "done" };',
      'if (isRefused) return { kind: "done" };',
    ],
    ["a 401 is a refusal", "9", "&& status !== 401 && status !== 408;", "&& status !== 408;"],
    [
      "a 5xx is a refusal",
      "9",
      "const isRefused = status >= 400 && status < 500 &&",
      "const isRefused = status >= 400 &&",
    ],
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
      "if (pace.clock.now() >= pace.deadline) throw new DeadlineError(`about to ${plan.doing}`);",
      "",
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
      "a write that is turned away stays in doubt",
      "7",
      'noteWrite(tools, { kind: "turned-away" });\n      return',
      "return",
    ],
    [
      "a write that is refused stays in doubt",
      "7",
      'if (error instanceof ArmError) noteWrite(tools, { kind: "turned-away" });',
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
    ["an unlock serves two sendings", "9", "tools.learn({ unlockedAt: undefined });", ""],
    [
      "what an own write brought about was there already",
      "7",
      "if (reached === undefined || !mayHaveActed(writeOf(tools.known()))) return decision;",
      "if (reached === undefined || (true as boolean)) return decision;",
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
  ...mendsOf("sequence/ours.ts", [
    [
      "a job of any time is adopted",
      "1.8",
      "return startTime >= sentAt - SKEW_MS && startTime <= sentAt + TAKEN_MS;",
      "return startTime > 0;",
    ],
    [
      "a VM's backup is adopted without its expiry",
      "1.8",
      'return isAsked && !isByPolicy ? "ours" : "none";',
      'return "ours";',
    ],
    [
      "a VM's backup is adopted that the policy may have asked for",
      "1.8",
      'return isAsked && !isByPolicy ? "ours" : "none";',
      'return isAsked ? "ours" : "none";',
    ],
    [
      "a scheduled backup of a share is adopted",
      "1.8",
      'return /^true$/i.test(property("Whether job is adhoc or scheduled.")) ? "ours" : "none";',
      'return "ours";',
    ],
    [
      "a database's backup is adopted that nobody asked for",
      "1.8",
      'if (job.isUserTriggered !== true) return "none";',
      "",
    ],
    [
      "a database's backup of another type is adopted",
      "1.8",
      'return type.replace(/[^a-z]/gi, "").toLowerCase() === wanted ? "ours" : "none";',
      'return "ours";',
    ],
    [
      "a backup that does not tell its type is adopted",
      "1.8",
      'if (type === undefined) return job.phase === "running" ? "not-yet" : "none";',
      'if (type === undefined) return "ours";',
    ],
  ]),
  ...mendsOf("sequence/search-effect.ts", [
    [
      "one of two backups is adopted",
      "1.8",
      "if (others.length > 0 || !beganWith(only, sought, sending)) return doubtful;",
      "if (!beganWith(only, sought, sending)) return doubtful;",
    ],
    [
      "one of two changes is adopted",
      "1.8",
      "if (only !== undefined && others.length === 0 && beganWith(only, write, sending)) {",
      "if (only !== undefined && beganWith(only, write, sending)) {",
    ],
    [
      "a lost write is looked for once",
      "9",
      "const SEARCH_MS = 2 * 60_000;",
      "const SEARCH_MS = 0;",
    ],
  ]),
  ...mendsOf("sequence/settle.ts", [
    [
      "gone after one look",
      "1.7",
      "if (after !== undefined || !reached(undefined)) return after;",
      "return after;",
    ],
    ["the state is read once", "2", "const SETTLE_MS = 2 * 60_000;", "const SETTLE_MS = 0;"],
  ]),
  ...mendsOf("sequence/follow-write.ts", [
    [
      "any job that an operation names is followed",
      "1.8",
      'return !isOther && !isOlder && concernOf(job, item, listed) !== "no";',
      'return (true as boolean) || (isOther && isOlder && concernOf(job, item, listed) === "no");',
    ],
    [
      "a job of another operation is followed",
      "1.7",
      'return !isOther && !isOlder && concernOf(job, item, listed) !== "no";',
      'return (isOther || !isOther) && !isOlder && concernOf(job, item, listed) !== "no";',
    ],
    [
      "a job of yesterday's is followed",
      "1.7",
      'return !isOther && !isOlder && concernOf(job, item, listed) !== "no";',
      'return !isOther && (isOlder || !isOlder) && concernOf(job, item, listed) !== "no";',
    ],
    [
      "a job of another item is followed",
      "1.7",
      'return !isOther && !isOlder && concernOf(job, item, listed) !== "no";',
      "return !isOther && !isOlder;",
    ],
    [
      "a job that a locked operation names is not followed",
      "9",
      "if (isConflict(end.error) && end.jobIds.length > 0) {",
      "if (false as boolean) {",
    ],
    ["job ids are told one by one", "9", "rememberJobs(end.jobIds, tools);", ""],
    [
      "one of two jobs is followed",
      "1.1",
      "for (const id of ids) jobs.push(await followJob(id, tools, check));",
      "for (const id of ids.slice(0, 1)) jobs.push(await followJob(id, tools, check));",
    ],
    [
      "the state is not looked at after the job",
      "1.1",
      'return { kind: "jobs-ended", jobs, reached: shows || (await wasUndone(write, jobs, tools)) };',
      'return { kind: "jobs-ended", jobs, reached: true };',
    ],
    [
      "a deletion that was taken back was never done",
      "2",
      'return { kind: "jobs-ended", jobs, reached: shows || (await wasUndone(write, jobs, tools)) };',
      'return { kind: "jobs-ended", jobs, reached: shows };',
    ],
    [
      "a backup that names no job is done",
      "9",
      "if (reached === undefined) {\n    throw new ActionError(",
      'if (reached === undefined) return { kind: "judged-by-item", reached: true };\n  if (reached === undefined) {\n    throw new ActionError(',
    ],
    [
      "a change that names no job is done",
      "9",
      "const shows = await settle(item, (after) => reached(after, false), tools);",
      "const shows = true;",
    ],
  ]),
  ...mendsOf("sequence/follow-operation.ts", [
    [
      "an operation's poll URL is called wherever it leads",
      "9",
      "URL.canParse(status) && new URL(status).origin === origin &&",
      "URL.canParse(status) &&",
    ],
    [
      "an operation in a word nobody knows has succeeded",
      "1.1",
      'default:\n      return "running";',
      'default:\n      return "succeeded";',
    ],
    [
      "Invalid is a good end of an operation",
      "1.1",
      'case "failed":\n    case "invalid":',
      'case "invalid":\n      return "succeeded";\n    case "failed":',
    ],
  ]),
  ...mendsOf("sequence/follow-job.ts", [
    [
      "a job that is not there yet is lost",
      "9",
      "const GRACE_MS = 2 * 60_000;",
      "const GRACE_MS = 0;",
    ],
  ]),
  ...mendsOf("sequence/conflict.ts", [
    [
      "a conflict is a refusal",
      "9",
      "return CONFLICT_CODES.includes(error.code);",
      'return CONFLICT_CODES.includes(error.code) && error.code === "";',
    ],
    [
      "a backup that moved data is taken again",
      "9",
      'job.phase === "failed" && !moved &&',
      'job.phase === "failed" &&',
    ],
  ]),
];

import { type Mend, mendsOf } from "./mend.ts";

const OWN =
  'return !isOtherWork(job, work) && !isOlder && matchJob(job, work.item, work.listed) !== "no";';

/** Rules on what is the step's own, and on how it is followed to its end. */
export const FOLLOWING: readonly Mend[] = [
  ...mendsOf("sequence/job-proof.ts", [
    [
      "a job of any time is adopted",
      "1.8",
      "const isInTime = startTime >= sentAt - CLOCK_TOLERANCE_MS && startTime <= sentAt + TAKEN_MS;",
      "const isInTime = startTime > 0;",
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
      'return sameName(isAdHoc, "true") ? "ours" : "none";',
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
      'return isSame ? "ours" : "none";',
      'return "ours";',
    ],
    [
      "a backup that does not tell its type is adopted",
      "1.8",
      'if (isSame === undefined) return job.phase === "running" ? "not-yet" : "none";',
      'if (isSame === undefined) return "ours";',
    ],
  ]),
  ...mendsOf("sequence/job-proof.ts", [
    [
      "any job that an operation names is followed",
      "1.8",
      OWN,
      "return (true as boolean) || isOtherWork(job, work) || isOlder;",
    ],
    [
      "a job of another operation is followed",
      "1.7",
      'if (!(job.operation === "" && mayBeSilent) && !isOperation(job, operation)) return true;',
      "",
    ],
    [
      "a job of yesterday's is followed",
      "1.7",
      OWN,
      'return !isOtherWork(job, work) && (!isOlder || isOlder) && matchJob(job, work.item, work.listed) !== "no";',
    ],
    [
      "a job of another item is followed",
      "1.7",
      OWN,
      "return !isOtherWork(job, work) && !isOlder;",
    ],
    [
      "a named backup that nobody asked for is followed",
      "1.8",
      "return job.isUserTriggered === false || isOfType === false;",
      "return isOfType === false;",
    ],
    [
      "a named backup of another type is followed",
      "1.8",
      "return job.isUserTriggered === false || isOfType === false;",
      "return job.isUserTriggered === false;",
    ],
  ]),
  ...mendsOf("sequence/search-effect.ts", [
    [
      "one of two backups is adopted",
      "1.8",
      "if (others.length > 0 || !beganWithRequest(only, write, sending)) return doubtful;",
      "if (!beganWithRequest(only, write, sending)) return doubtful;",
    ],
    [
      "one of two changes is adopted",
      "1.8",
      "if (only !== undefined && others.length === 0 && beganWithRequest(only, write, sending)) {",
      "if (only !== undefined && beganWithRequest(only, write, sending)) {",
    ],
    [
      "a lost write is looked for once",
      "9",
      "const SEARCH_MS = 2 * 60_000;",
      "const SEARCH_MS = 0;",
    ],
  ]),
  ...mendsOf("sequence/await-state.ts", [
    [
      "gone after one look",
      "1.7",
      "if (after !== undefined || !reached(undefined)) return after;",
      "return after;",
    ],
    [
      "the state is read once",
      "2",
      "const SHOWN_WITHIN_MS = 2 * 60_000;",
      "const SHOWN_WITHIN_MS = 0;",
    ],
  ]),
  ...mendsOf("sequence/follow-write.ts", [
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
      "for (const id of ids) jobs.push(await followJob(id, tools, { check, asked }));",
      "for (const id of ids.slice(0, 1)) jobs.push(await followJob(id, tools, { check, asked }));",
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
      "const shows = await awaitState(item, (after) => reached(after, false), tools);",
      "const shows = true;",
    ],
  ]),
  ...mendsOf("azure/backup/lro.ts", [
    [
      "an operation's poll URL is called wherever it leads",
      "9",
      "const isUsable = isOn(origin, status) &&",
      "const isUsable = URL.canParse(status) &&",
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
  ...mendsOf("sequence/job-watch.ts", [
    [
      "a job that is not there yet is lost",
      "9",
      "if (elapsedMs >= UNKNOWN_MS)",
      "if (elapsedMs >= 0)",
    ],
  ]),
  ...mendsOf("sequence/conflict.ts", [
    [
      "a move to the archive holds an item up that needs nothing",
      "9",
      'if (settling) return changesItem(job) && match !== "no";',
      'if (settling) return match !== "no";',
    ],
    [
      "a conflict is a refusal",
      "9",
      "return CONFLICT_CODES.includes(error.code);",
      'return CONFLICT_CODES.includes(error.code) && error.code === "";',
    ],
    [
      "a backup that moved data is taken again",
      "9",
      'job.phase === "failed" &&\n    !hasMovedData(job) &&',
      'job.phase === "failed" &&',
    ],
  ]),
];

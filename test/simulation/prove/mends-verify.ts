import { type Mend, mendsOf } from "./mend.ts";

/** Rules on recovery points. */
export const VERIFYING: readonly Mend[] = [
  ...mendsOf("azure/backup/recovery-point.ts", [
    [
      "a point in no tier is usable",
      "8",
      "const flaw = loss || flawOfTiers(tiers);",
      "const flaw = loss;",
    ],
    [
      "a point whose flag is in an unknown form is kept",
      "8",
      "(isAbsent(flag) || flag === false) && isDated;",
      "flag !== true && isDated;",
    ],
    [
      "tiers as numbers say nothing",
      "8",
      'if (typeof value === "number") return words[value] ?? "";',
      "",
    ],
  ]),
  ...mendsOf("operations/usable-points.ts", [
    [
      "a point in the future is usable",
      "8",
      "if (isInFuture(point, present)) return IN_FUTURE;",
      "if (isInFuture(point, present) && (false as boolean)) return IN_FUTURE;",
    ],
    [
      "a snapshot is usable past its end",
      "8",
      "const isGone = isSnapshot && point.expiryTime !== undefined && point.expiryTime <= now;",
      "const isGone = isSnapshot && now < 0;",
    ],
    [
      "a differential needs no full",
      "8",
      "(point) => isOneOf(PARTIAL, point.type) && bases.some(({ time }) => time < point.time),",
      "(point) => isOneOf(PARTIAL, point.type),",
    ],
    [
      "logs after a gap need no full of their own",
      "8",
      "return isOldest && bases.some((full) => full.time < rangeStart);",
      "return bases.some((full) => isOldest || full.time < rangeStart);",
    ],
    [
      "logs need no full at all",
      "8",
      "if (rangeStart === undefined) return false;",
      "if (rangeStart === undefined || (true as boolean)) return true;",
    ],
  ]),
  ...mendsOf("operations/judge-points.ts", [
    [
      "a point of any age is fresh",
      "8",
      "const isTooOld = ageMs > criteria.maxAgeMs + sinceBoundMs;",
      "const isTooOld = false as boolean;",
    ],
    [
      "a soft-deleted item is judged",
      "8",
      'if (condition === "soft-deleted") {',
      "if (false as boolean) {",
    ],
    [
      "a point counts however its job ended",
      "8",
      "if (job === undefined || isAllowed(job, allowWarnings)) return { point, passedOver };",
      "if (job === undefined || (true as boolean)) return { point, passedOver };",
    ],
    [
      "a point of a job with warnings counts",
      "8",
      '(phase === "warned" && allowWarnings);',
      '(phase === "warned" && (allowWarnings || (true as boolean)));',
    ],
  ]),
  ...mendsOf("operations/failed-backup.ts", [
    [
      "a later backup that failed does not count",
      "8",
      "const job = newerFailure(point, backupsAmong(jobs));\n  if (job !== undefined) {",
      "const job = newerFailure(point, backupsAmong(jobs));\n  if (job !== undefined && (false as boolean)) {",
    ],
    [
      "a database's last backup does not count",
      "8",
      "return NOT_FAILED.includes(item.lastBackupStatus.toLowerCase()) ? undefined : own;",
      "return undefined;",
    ],
    [
      "a share's word on its last backup does not count",
      "8",
      'return lastBackupByItem(item)?.phase === "failed" ? own : undefined;',
      "return undefined;",
    ],
  ]),
  ...mendsOf("operations/item-warnings.ts", [
    [
      "Azure's own check is not told",
      "8",
      "...(isSound(item)",
      "...(isSound(item) || (true as boolean)",
    ],
    [
      "that no newer point will come is not told",
      "8",
      "...(isStopped(item)\n      ? [",
      "...(isStopped(item) && (false as boolean)\n      ? [",
    ],
    [
      "a suspended item is not stopped",
      "8",
      'return condition === "stopped" || condition === "suspended";',
      'return condition === "stopped";',
    ],
  ]),
  {
    name: "what is not judged is not told",
    rule: "8",
    edits: [
      {
        file: "sequence/judge-items.ts",
        find: "tools.learn({ ignored: listedItems(ignored, found.listed) });",
        replace: "if (ignored.length > 99) tools.learn({ ignored: [] });",
      },
      {
        file: "sequence/judge-items.ts",
        find: "tools.learn({ ignored: listedItems(ignored, listed) });",
        replace: "if (ignored.length > 99) tools.learn({ ignored: [] });",
      },
    ],
  },
  ...mendsOf("sequence/true-together.ts", [
    [
      "an item that was stopped minutes ago is left out",
      "8",
      'if (ending.kind === "not-judged") return isLate;',
      'if (ending.kind === "not-judged") return false;',
    ],
  ]),
  ...mendsOf("run/verdict.ts", [
    [
      "a gate opens over nothing that was judged",
      "8",
      'case "not-judged":\n      return {\n        reason: "no-recovery-point",',
      'case "not-judged":\n      return {\n        reason: "recovery-point-fresh",',
    ],
  ]),
  ...mendsOf("sequence/verify.ts", [
    [
      "a list tells whether an item is stopped",
      "8",
      "if (isStopped(value) && tookMs <= ITEM_MS)",
      "if (isStopped(found.item) || (isStopped(value) && tookMs <= ITEM_MS))",
    ],
    [
      "that an item is stopped may take any time to read",
      "1.6",
      "if (isStopped(value) && tookMs <= ITEM_MS)",
      "if (isStopped(value) && tookMs <= 1e12)",
    ],
    [
      "an item that is stopped meanwhile is judged",
      "8",
      'if (isStopped(item)) return { kind: "not-judged" };\n\n',
      "",
    ],
    [
      "stopped items are left out though nobody asks",
      "8",
      "question.ignoresStopped && isStoppedItem(item)",
      "isStoppedItem(item)",
    ],
  ]),
  ...mendsOf("operations/backup-jobs.ts", [
    [
      "a job of any operation made the point",
      "8",
      'return jobs.filter((job) => isOperation(job, "Backup"));',
      "return jobs;",
    ],
  ]),
  ...mendsOf("sequence/verify-round.ts", [
    [
      "an item that took long to read is fresh",
      "1.6",
      "const ITEM_MS = 15_000;",
      "const ITEM_MS = 1e12;",
    ],
    [
      "points of any time ago are fresh",
      "1.6",
      "const POINTS_MS = 300_000;",
      "const POINTS_MS = 1e12;",
    ],
  ]),
  ...mendsOf("sequence/item-evidence.ts", [
    [
      "a job of another item counts",
      "8",
      'return matchJob(job, item, listed) !== "no";',
      'return matchJob(job, item, listed) !== "no" || (true as boolean);',
    ],
  ]),
  ...mendsOf("azure/backup/answers.ts", [
    [
      "points of another item count",
      "1.7",
      'isAbout: (body) => list(at(body, "value")).every(isOfItem),',
      'isAbout: (body) => list(at(body, "value")).every(isOfItem) || (true as boolean),',
    ],
  ]),
  ...mendsOf("time/skew.ts", [
    [
      "without a date the machine's clock tells the age",
      "8",
      "if (azure === undefined) return undefined;",
      "if (azure === undefined) return { now: machine, warning: undefined };",
    ],
  ]),
];

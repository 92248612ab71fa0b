import { type Mend, mendsOf } from "./mend.ts";

/** Rules on making sure of a backup, and on the recovery point of one's own. */
export const ENSURING: readonly Mend[] = [
  ...mendsOf("sequence/observe.ts", [
    [
      "the oldest time of a point is not fixed",
      "2",
      "boundSince: asked.asking.boundSince ?? pace.clock.now()",
      "boundSince: undefined",
    ],
  ]),
  ...mendsOf("sequence/decide-item.ts", [
    [
      "a second backup is joined",
      "2",
      "tools.known().joined === undefined",
      'tools.known().joined !== ""',
    ],
  ]),
  ...mendsOf("operations/ensure-backup.ts", [
    ["a backup that began too early is joined", "2", "startTime >= bound &&", "startTime > 0 &&"],
    [
      "a backup of a type that cannot help is joined",
      "2",
      "(type === undefined || (satisfying?.includes(type) ?? true))",
      '(type !== "" || satisfying === undefined)',
    ],
  ]),
  ...mendsOf("sequence/decision.ts", [
    [
      "a point that is new enough does not keep from a backup",
      "2",
      'if (answer?.reason === "recovery-point-fresh") return { kind: "answered", answer };',
      "",
    ],
  ]),
  ...mendsOf("operations/judge-points.ts", [
    [
      "a failed last backup counts after the step's own",
      "2",
      "ownBackup === undefined",
      "(ownBackup === undefined || (true as boolean))",
    ],
  ]),
  ...mendsOf("run/cancel.ts", [
    [
      "a backup that was only joined is cancelled",
      "2",
      "if (job.id === known().joined) return undefined;",
      "",
    ],
  ]),
  ...mendsOf("sequence/own-point.ts", [
    [
      "the point of the step's own backup is looked for once",
      "2",
      "LISTED_WITHIN_MS = 2 * 60_000;",
      "LISTED_WITHIN_MS = 0;",
    ],
    [
      "another backup's point passes for that of the step's own",
      "2",
      "(isAlone || isInTime(point))",
      "(isAlone || isInTime(point) || (true as boolean))",
    ],
  ]),
  ...mendsOf("sequence/own-point.ts", [
    [
      "after a backup of its own any point will do",
      "2",
      "inTime !== undefined || leftMs <= 0",
      'inTime?.id !== "" || leftMs <= 0',
    ],
  ]),
  ...mendsOf("sequence/asking.ts", [
    [
      "how an old point's backup ended does not count any more",
      "8",
      "boundSince === undefined ? question : sinceBound(question, boundSince, tools)",
      "boundSince === undefined ? question : (sinceBound(question, boundSince, tools), question)",
    ],
  ]),
  ...mendsOf("operations/backup-jobs.ts", [
    [
      "a point cut to whole seconds is older than its backup",
      "8",
      "startTime < time + WHOLE_SECOND_MS",
      "startTime <= time + 0 * WHOLE_SECOND_MS",
    ],
  ]),
];

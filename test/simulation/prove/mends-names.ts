import { type Mend, mendsOf } from "./mend.ts";

/** Rules on what names an item, and on what is told of items and jobs. */
export const NAMING: readonly Mend[] = [
  {
    name: "a native name means an item of that name in any container",
    rule: "4",
    edits: [
      {
        file: "naming/find-items.ts",
        find: "if (areAll && !deletedToo) return",
        replace: "if (false as boolean) return",
      },
      {
        file: "naming/item-path.ts",
        find: "sameName(ref.address.container, item.address.container) &&",
        replace: "",
      },
    ],
  },
  ...mendsOf("azure/backup/native-name.ts", [
    [
      "a percent sign in a native name is told as it is",
      "4",
      "[%${CONTROL_CHARACTERS}]",
      "[${CONTROL_CHARACTERS}]",
    ],
    [
      "a native name is read as it is written",
      "4",
      "const address = split(isOwn ? decoded : written);",
      "const address = split(isOwn ? written : written);",
    ],
  ]),
  ...mendsOf("azure/backup/item-levels.ts", [
    [
      "a group is not told by its cluster",
      "4",
      "return cluster.names.length > 0 ? [cluster, instance] : [instance];",
      "return cluster.names.length > 99 ? [cluster, instance] : [instance];",
    ],
  ]),
  ...mendsOf("naming/item-path.ts", [
    [
      "a cluster alone names what a server of its name has",
      "4",
      '.filter((rest) => kind !== "cluster" || rest.length > 0)',
      "",
    ],
  ]),
  ...mendsOf("azure/backup/item.ts", [
    [
      "a database that is part of an instance is one like others",
      "4",
      'return instance ?? (isPart ? "database in the snapshot of its instance" : "");',
      'return instance ?? (isPart ? "" : "");',
    ],
    [
      "until when deleted data stays is not told",
      "5",
      "purgeTime: softDeleted === true ? purgeTime(properties) : undefined,",
      "purgeTime: softDeleted !== true ? purgeTime(properties) : undefined,",
    ],
  ]),
  ...mendsOf("naming/choose-items.ts", [
    [
      "a kind of item does not keep a pattern from others",
      "4",
      "workload !== undefined && item.workload === undefined && isPattern(ref);",
      "workload !== undefined && item.workload === undefined && isPattern(ref) && (false as boolean);",
    ],
  ]),
  ...mendsOf("operations/stop-protection-delete-data.ts", [
    [
      "what is deleted without soft delete is gone at once",
      "5",
      "off: `Soft delete is off: the data may be gone at once. ${ENFORCED}`,",
      "off: `Soft delete is off: the data is gone at once. ${ENFORCED}`,",
    ],
  ]),
  ...mendsOf("report/outputs.ts", [
    [
      "what to do is no output",
      "7",
      '"next-step": oneLine(verdict?.hint ?? ""),',
      '"next-step": "",',
    ],
    [
      "what to do is what went wrong",
      "7",
      '"next-step": oneLine(verdict?.hint ?? ""),',
      '"next-step": oneLine(verdict?.message ?? ""),',
    ],
    [
      "the item is told by its name alone",
      "7",
      'item: before === undefined ? "" : nativeName(before.address),',
      'item: before === undefined ? "" : before.address.name,',
    ],
    [
      "the path that is told is the name",
      "7",
      "(known.path ?? pathOf(before, []))",
      "before.friendlyName",
    ],
    [
      "a job's end is told as its start",
      "7",
      '"job-end-time": isoTime(job?.endTime),',
      '"job-end-time": isoTime(job?.startTime),',
    ],
    [
      "what a job does is not told",
      "7",
      '"job-operation": oneLine(job?.operation ?? ""),',
      '"job-operation": oneLine(job?.jobType ?? ""),',
    ],
  ]),
  ...mendsOf("sequence/wait-for-job.ts", [
    ["a job that is refused is not told of", "7", "rememberJob(seen, tools);", ""],
    ["a job is taken whosever it is", "3", "check?.(seen);", ""],
    [
      "a job that ended long ago is as good as one of today",
      "2",
      "if (endTime === undefined || now - endTime <= DAY_MS) return;",
      "if (endTime === undefined || now - endTime <= 1e12) return;",
    ],
  ]),
  ...mendsOf("sequence/cancel-job.ts", [
    ["a job is cancelled whosever it is", "3", "check?.({ ...job, id: wish.jobId });", ""],
  ]),
  ...mendsOf("sequence/job-item.ts", [
    [
      "a job that may be another item's is taken",
      "3",
      'if (match === "surely") return;',
      'if (match !== "no") return;',
    ],
    [
      "an item of a job is named among its kind",
      "7",
      "const path = pathOf(item, found.listed);",
      "const path = item.friendlyName;",
    ],
  ]),
  ...mendsOf("run/cancel.ts", [
    [
      "a job that nobody has looked at is cancelled whosever it is",
      "9",
      "if (begunAt === undefined) {",
      "if (begunAt === undefined) return undefined;\n  if (begunAt === undefined) {",
    ],
    [
      "a job that was looked at on a cancel is not told of",
      "7",
      "rememberJob({ ...job, id }, tools);",
      "",
    ],
  ]),
];

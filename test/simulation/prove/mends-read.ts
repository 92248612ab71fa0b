import { type Mend, mendsOf } from "./mend.ts";

/** Rules on what counts as an answer, and on how reads are made. */
export const READING: readonly Mend[] = [
  ...mendsOf("azure/backup/answers.ts", [
    [
      "an answer about another vault counts",
      "1.7",
      'isRecord(at(body, "properties")) &&\n      isNamed(body, vault.name) &&\n      isSameVault',
      "(true as boolean) ||\n      isSameVault",
    ],
    [
      "an answer about another item counts",
      "1.7",
      "sameName(itemPath(item.address), itemPath(address))",
      "true",
    ],
    ["an answer about another policy counts", "1.7", "isNamed(body, name) &&\n", ""],
    [
      "an answer about another job counts",
      "1.7",
      'isAbout: (body) => isRecord(at(body, "properties")) && isNamed(body, id),',
      'isAbout: (body) => isRecord(at(body, "properties")),',
    ],
    [
      "an answer about another operation counts",
      "1.7",
      'isAbout: (body) =>\n      sameName(lastSegment(text(at(body, "id"))), id) || sameName(text(at(body, "name")), id),',
      "isAbout: () => true,",
    ],
    [
      "any code of a 404 says that an item is not there",
      "1.7",
      "sameName(itemPath(item.address), itemPath(address))\n      );\n    },\n    isNotFound: (code) => code === NO_SUCH_ITEM,",
      "sameName(itemPath(item.address), itemPath(address))\n      );\n    },\n    isNotFound: () => true,",
    ],
  ]),
  ...mendsOf("azure/arm/attempt.ts", [
    [
      "a read that meets a 5xx is given up",
      "9",
      'if (status === 408 || status >= 500) return { kind: "again", why, afterMs };',
      "",
    ],
    [
      "an empty body is an answer",
      "1.7",
      'if (status === 200 && body === undefined) return "a body that is not Azure\'s";',
      "",
    ],
    [
      "a 404 of somebody else's is Azure's",
      "1.7",
      'if (code === "") return "a body that is not Azure\'s";',
      "",
    ],
  ]),
  ...mendsOf("azure/arm/retry.ts", [
    [
      "no read is begun anew when the deadline is near",
      "9",
      "const pause = Math.min(wanted + late, pace.deadline - now);",
      "const pause = wanted + late;",
    ],
  ]),
  ...mendsOf("azure/arm/bearer.ts", [
    [
      "an empty quota is asked all the same",
      "9",
      "while (await awaitQuota(request, options));",
      "while (false);",
    ],
    [
      "a read gives up on its first 401",
      "9",
      'return request.method === "GET" ? send(',
      'return request.method === "POST" ? send(',
    ],
    [
      "a write goes out with a token that is about to end",
      "6",
      "export const WRITE_TOKEN_MS = 5 * 60_000;",
      "export const WRITE_TOKEN_MS = 0;",
    ],
  ]),
  ...mendsOf("azure/backup/job.ts", [
    [
      "a status that nobody knows is an end",
      "1.1",
      'default:\n      return "running";',
      'default:\n      return "completed";',
    ],
    [
      "Invalid is a good end of a job",
      "1.1",
      'case "failed":\n    case "invalid":',
      'case "invalid":\n      return "completed";\n    case "failed":',
    ],
    [
      "a remark on a good job is kept quiet",
      "1.1",
      'if (phase !== "completed") return undefined;',
      'if (phase !== "running") return undefined;',
    ],
  ]),
  ...mendsOf("run/verdict.ts", [
    [
      "a failed job opens",
      "1.1",
      'case "failed":\n      return { reason: "job-failed", message, hint: advice || LOOK_AT_JOB, service };',
      'case "failed":\n      return { reason: "completed", message, hint: "" };',
    ],
    ["a cancelled job opens", "1.1", 'reason: "job-cancelled",', 'reason: "completed",'],
    [
      "a job with warnings opens",
      "1.1",
      'if (worst.phase === "warned" && !allowWarnings) {',
      "if (false as boolean) {",
    ],
    [
      "a state that is not reached opens",
      "1.1",
      "if (reached === false) return",
      "if (reached === undefined && (false as boolean)) return",
    ],
    [
      "an item alone that does not show it opens",
      "1.1",
      "return ending.reached\n",
      "return (true as boolean)\n",
    ],
    [
      "a job that ended before it was cancelled opens",
      "9",
      'if (job.phase === "cancelled") {',
      "if (true as boolean) {",
    ],
    [
      "an operation that failed opens",
      "1.1",
      'reason: end.outcome === "cancelled" ? "operation-cancelled" : "operation-failed",',
      'reason: "completed",',
    ],
  ]),
];

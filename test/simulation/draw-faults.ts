import { ERRORS, PAGE, TEXTS } from "./fault-bodies.ts";
import { NEW_STATE } from "./place.ts";
import type { Draw } from "./random.ts";
import type { Fault, Mishap, Operation, Scene, Where } from "./scene.ts";

/** What an operation reads, the more often the more rests on it. */
function readsOf(operation: Operation): readonly Where[] {
  switch (operation) {
    case "list-items":
      return ["items"];
    case "verify-backup":
      return ["items", "item", "item", "jobs", "points", "points"];
    case "ensure-backup":
      return ["vault", "items", "item", "item", "points", "points", "jobs", "job", "operation"];
    case "wait-for-job":
      return ["job"];
    case "cancel-job":
      return ["job", "job", "operation"];
    case "change-policy":
    case "resume-protection":
      return ["vault", "items", "item", "policy", "policy", "jobs", "job", "operation", "proxies"];
    default:
      return ["vault", "items", "item", "jobs", "job", "operation", "proxies"];
  }
}

/** What goes wrong on the way: mostly nothing or one thing. */
export function drawFaults(
  draw: Draw,
  operation: Operation,
  weather: Scene["weather"],
  plotted: boolean,
): readonly Fault[] {
  const rough = weather === "rough";
  const count = draw.weighted([
    [plotted ? 40 : rough ? 4 : 0, 0],
    [6, 1],
    [3, 2],
    [1, 4],
  ]);
  return Array.from({ length: count }, () => drawFault(draw, operation, rough));
}

function drawFault(draw: Draw, operation: Operation, rough: boolean): Fault {
  const writes = !["verify-backup", "list-items", "wait-for-job"].includes(operation);
  const where = draw.weighted<Where>([
    [writes ? (rough ? 5 : 2) : 0, "write"],
    [rough ? 2 : 0, "any"],
    [6, draw.pick(readsOf(operation))],
  ]);
  const what = where === "write" ? writeMishap(draw, rough) : readMishap(draw, where, rough);
  const lasting = !["status", "drop", "hang", "delay", "headers"].includes(what.kind);
  return {
    where,
    skip: draw.weighted([
      [6, 0],
      [2, 1],
      [1, draw.whole(2, 12)],
    ]),
    times:
      lasting && (rough || what.kind !== "body") && draw.chance(0.4)
        ? 1_000
        : draw.weighted([
            [6, 1],
            [2, 2],
            [1, rough ? draw.whole(3, 40) : 3],
          ]),
    what,
  };
}

/** A write may be lost before or after the service did its work. */
function writeMishap(draw: Draw, rough: boolean): Mishap {
  const acted = draw.chance(0.5);
  return draw.weighted<Mishap>([
    [
      4,
      {
        kind: "drop",
        code: draw.pick(["ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH"]),
        acted,
      },
    ],
    [1, { kind: "drop", code: draw.pick(["ECONNREFUSED", "ENOTFOUND"]), acted: false }],
    [2, { kind: "hang", acted }],
    [2, status(draw, 504, { acted })],
    [2, status(draw, 500, { acted })],
    [2, status(draw, 503, { acted, retryAfter: draw.pick([undefined, "30"]) })],
    [3, status(draw, 429, { acted: false, retryAfter: draw.pick(["5", "60", "600"]) })],
    [rough ? 1 : 0, status(draw, 401, { acted: draw.chance(0.3) })],
    [rough ? 1 : 0, status(draw, 403, { acted: false })],
    [rough ? 1 : 0, status(draw, 400, { acted: false })],
    [rough ? 2 : 0, status(draw, 409, { acted: false })],
    [rough ? 1 : 0, status(draw, 302, { acted: false })],
    [2, { kind: "delay", ms: draw.pick([1_500, 8_000, 25_000]), before: draw.chance(0.5) }],
    [rough ? 5 : 0, { kind: "headers", headers: draw.pick(LOST_HEADERS) }],
  ]);
}

/** Foreign poll URLs, and answers without what leads on. */
const LOST_HEADERS: readonly Readonly<Record<string, string | null>>[] = [
  { "azure-asyncoperation": null },
  { "azure-asyncoperation": null, location: null },
  { "azure-asyncoperation": "https://attacker.example/steal?api-version=1", location: null },
  {
    "azure-asyncoperation": "https://attacker.example/steal?api-version=1",
    location: "https://elsewhere.example/steal?api-version=1",
  },
  { location: "http://management.azure.com/", "azure-asyncoperation": null },
  { "retry-after": "99999999" },
];

function readMishap(draw: Draw, where: Where, rough: boolean): Mishap {
  const general = draw.weighted<Mishap>([
    [
      3,
      {
        kind: "drop",
        code: draw.pick(["ECONNRESET", "ETIMEDOUT"]),
        acted: draw.chance(0.5),
      },
    ],
    [1, { kind: "drop", code: "EAI_AGAIN", acted: false }],
    [1, { kind: "hang", acted: draw.chance(0.5) }],
    [
      3,
      { kind: "delay", ms: draw.pick([1_500, 12_000, 20_000, 29_000]), before: draw.chance(0.5) },
    ],
    [3, status(draw, 429, { acted: false, retryAfter: drawRetryAfter(draw, rough) })],
    [1, status(draw, 500, { acted: false })],
    [1, status(draw, 503, { acted: false, retryAfter: draw.pick([undefined, "20"]) })],
    [1, status(draw, 408, { acted: false })],
    [rough ? 1 : 0, status(draw, 401, { acted: false })],
    [rough ? 0.5 : 0, status(draw, 403, { acted: false })],
    [rough ? 0.7 : 0, status(draw, 404, { acted: false })],
    [0.7, { kind: "status", status: 404, acted: false, body: draw.pick(["", PAGE]), headers: {} }],
    [rough ? 0.8 : 0, status(draw, 302, { acted: false })],
    [where === "items" ? 2 : 0, { kind: "twice" }],
    [where === "points" ? 10 : 0, { kind: "numbered-tiers" }],
    [rough ? 2 : 0, { kind: "body", body: draw.pick(TEXTS) }],
    [rough ? 0 : 1, { kind: "body", body: draw.pick(["", PAGE]) }],
  ]);
  if (!rough) return general;
  const special = SPECIAL[where];
  return special !== undefined && draw.chance(0.5) ? draw.pick(special) : general;
}

/** Seconds, a date, and what no service means. */
function drawRetryAfter(draw: Draw, rough: boolean): string | undefined {
  const usual = [undefined, "1", "20", "120"] as const;
  const odd = [
    "1200",
    "99999999",
    "-5",
    "soon",
    "Fri, 30 Jan 2026 09:31:00 GMT",
    "60, 60",
    "0.5",
  ] as const;
  return rough ? draw.pick([...usual, ...odd]) : draw.pick(usual);
}

/** Answers about something else, and words and shapes that nobody knows; none of them is a lie that could pass. */
const SPECIAL: Readonly<Partial<Record<Where, readonly Mishap[]>>> = {
  vault: [
    { kind: "about" },
    alter("properties.securitySettings", "all of them"),
    alter("properties", null),
  ],
  item: [
    { kind: "about" },
    alter("properties.protectionState", NEW_STATE),
    alter("properties.isScheduledForDeferredDelete", "true"),
    alter("properties", null),
    alter("properties.policyId", 7),
    alter("properties.extendedInfo.oldestRecoveryPoint", "long ago"),
  ],
  items: [
    alter("value.*.properties.isScheduledForDeferredDelete", "true"),
    alter("value.*.properties.protectionState", 4),
    alter("value.*.id", null),
    alter("value.0.id", null),
    alter("value.0.id", "an id of tomorrow"),
    alter("nextLink", "https://attacker.example/next?api-version=1"),
    { kind: "twice" },
    { kind: "unfiltered" },
  ],
  policy: [
    { kind: "about" },
    alter("properties.retentionPolicy", null),
    alter("properties.subProtectionPolicy", "all of it"),
    alter("properties.retentionPolicy.dailySchedule", { unknown: true }),
  ],
  job: [
    { kind: "about" },
    { kind: "shouted", path: "properties.status" },
    alter("properties.status", "FinishedSomehow"),
    alter("properties.status", null),
    alter("properties.status", ["Completed"]),
    alter("properties.operation", null),
  ],
  jobs: [
    { kind: "unfiltered" },
    alter("nextLink", "https://attacker.example/next?api-version=1"),
    alter("value.*.properties.status", null),
    alter("value.*.properties.entityFriendlyName", null),
  ],
  operation: [
    { kind: "about" },
    { kind: "two-jobs", second: "Completed", seconds: 200 },
    { kind: "two-jobs", second: "Failed", seconds: 30 },
    { kind: "two-jobs", second: "Failed", seconds: 400 },
    { kind: "locked-with-job" },
    { kind: "names-other-job", alike: false },
    { kind: "names-other-job", alike: true },
    alter("status", "Done"),
    alter("status", null),
    alter("properties", null),
  ],
  points: [
    { kind: "about" },
    alter("value.*.properties.recoveryPointProperties.isSoftDeleted", "true"),
    alter("value.*.properties.recoveryPointTierDetails", null),
    alter("value.*.properties.recoveryPointTime", "yesterday"),
    alter("value.*.properties.recoveryPointTimeInUTC", 17),
  ],
};

function alter(path: string, value: unknown): Mishap {
  return { kind: "alter", path, value };
}

function status(
  draw: Draw,
  code: number,
  { acted, retryAfter }: { acted: boolean; retryAfter?: string | undefined },
): Mishap {
  return {
    kind: "status",
    status: code,
    acted,
    body: draw.pick(ERRORS[code] ?? [""]),
    headers: {
      ...(retryAfter !== undefined && { "retry-after": retryAfter }),
      ...(code === 302 && { location: "https://elsewhere.example/login" }),
    },
  };
}

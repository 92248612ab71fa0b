import { decodedPath } from "../replay/item.ts";

/** What a body says that a verdict may rest on, made comparable; equal text means equal evidence. */
type Evidence = string;

/** Answers by what they are about; of the others no verdict rests on the body. */
const KINDS: readonly [RegExp, (body: unknown, asked: Asked, id: string) => unknown][] = [
  [/\/vaults\/[^/]+$/i, vault],
  [/\/backupPolicies\/[^/]+$/i, identity],
  [/\/protectedItems\/[^/]+$/i, item],
  [/\/recoveryPoints$/i, recoveryPoint],
  [/\/backupJobs\/[^/]+$/i, (body) => [identity(body), word(at(body, "properties", "status"))]],
  [/\/(?:backupOperations|operationsStatus)\/[^/]+$/i, operation],
];

/** What the step was asked, and what it answered. */
export interface Asked {
  /** In the words of the recordings. */
  readonly operation: string;
  /** The output `recovery-point-id`. */
  readonly pointId: string;
}

/** The evidence in one answer; undefined where no verdict rests on it. */
export function evidenceIn(url: string, body: string, asked: Asked): Evidence | undefined {
  const path = decodedPath(url);
  const kind = KINDS.find(([form]) => form.test(path));
  if (kind === undefined) return undefined;
  return comparable(kind[1](parsed(body), asked, lastSegment(path)));
}

/** What nests too deep to be written is equal to nothing that was recorded. */
function comparable(value: unknown): Evidence {
  try {
    return JSON.stringify(value ?? null);
  } catch {
    return "(too deep)";
  }
}

/** The name, and where there is no readable one the last segment of the id; Azure changes their casing. */
function identity(body: unknown): string {
  const name = at(body, "name");
  const isReadable = typeof name === "number" || (typeof name === "string" && name !== "");
  return isReadable ? String(name).toLowerCase() : lastSegment(at(body, "id"));
}

function vault(body: unknown, { operation }: Asked): unknown {
  const security = at(body, "properties", "securitySettings");
  const softDelete = word(at(security, "softDeleteSettings", "softDeleteState"));
  const settings = [
    ["enabled", "alwayson"].includes(softDelete),
    isImmutable(at(security, "immutabilitySettings", "state")),
  ];
  return [identity(body), operation === "stop-delete" ? settings : undefined];
}

function isImmutable(state: unknown): boolean {
  return state !== undefined && state !== null && word(state) !== "disabled";
}

/** Of a backup and a look at a job the item is no evidence: the job is the answer. */
function item(body: unknown, { operation }: Asked): unknown {
  if (["backup", "jobwait", "cancel"].includes(operation)) return undefined;
  const properties = at(body, "properties");
  const takesPolicy = ["set-policy", "resume"].includes(operation);
  const deleted = at(properties, "isScheduledForDeferredDelete") ?? false;
  return [
    word(at(body, "id")),
    // A deleted item that lacks its flag is a live one to everybody, and has nothing to undelete.
    operation === "undelete" ? typeof deleted : deleted,
    operation === "points"
      ? undefined
      : state(word(at(properties, "protectionState")), takesPolicy),
    takesPolicy ? word(at(properties, "policyId")) : undefined,
  ];
}

/** An item that was in error or in a state not known may stay so, and still has its new policy. */
function state(written: string, takesPolicy: boolean): string {
  const isLive = !["protectionstopped", "backupssuspended"].includes(written);
  return takesPolicy && isLive ? "(live)" : written;
}

/** Of a list of points that one alone which the step relied on. */
function recoveryPoint(body: unknown, { pointId }: Asked): unknown {
  const points = at(body, "value");
  if (!Array.isArray(points)) return undefined;
  const point = points.find((one) => identity(one) === pointId.toLowerCase());
  const properties = at(point, "properties");
  const tiers = at(properties, "recoveryPointTierDetails");
  return [
    at(properties, "recoveryPointTimeInUTC") ?? at(properties, "recoveryPointTime"),
    at(properties, "timeRanges"),
    // One tier to restore from is enough (contract).
    Array.isArray(tiers) ? tiers.some(isGood) : tiers,
    at(properties, "recoveryPointProperties", "isSoftDeleted") ?? false,
  ];
}

/** Words and numbers of tiers, and of their states, from which a point can be restored. */
const TIERS: readonly unknown[] = ["instantrp", "hardenedrp", "archivedrp", 1, 2, 3];
const STATES: readonly unknown[] = ["valid", "rehydrated", 1, 4];

function isGood(tier: unknown): boolean {
  const plain = (name: string) => {
    const value = at(tier, name);
    return typeof value === "number" ? value : word(value);
  };
  return TIERS.includes(plain("type")) && STATES.includes(plain("status"));
}

/**
 * Only a backup needs the name of its job: the item shows what the others have done. Either the name or
 * the id says which operation it is, since an article of Microsoft's shows another name.
 */
function operation(body: unknown, asked: Asked, id: string): unknown {
  const isAsked = [word(at(body, "name")), lastSegment(at(body, "id"))].includes(id);
  const job = word(at(body, "properties", "jobId"));
  return [isAsked, word(at(body, "status")), asked.operation === "backup" ? job : undefined];
}

function lastSegment(id: unknown): string {
  return word(id).split("/").at(-1) ?? "";
}

/** Text without its case; anything else as what it is, which no text equals. */
function word(value: unknown): string {
  if (typeof value === "string") return value.toLowerCase();
  return value === undefined || value === null ? "" : `(${typeof value})`;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) {
      return undefined;
    }
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

import type { ItemState } from "../../emulator/emulator.ts";
import { FakeRunner } from "../../support/fake-runner.ts";
import { PLACE, START_MS, sceneItemId } from "../place.ts";
import type { RunRecord, SentRequest } from "../record.ts";
import type { Scene, SceneItem } from "../scene.ts";
import { buildAzure, type SimulatedAzure } from "../world.ts";
import { OUTPUTS } from "./telling.ts";

/** A database with a fresh full backup and two policies to choose from. */
export const HEALTHY_DATABASE: SceneItem = {
  workload: "SQLDataBase",
  host: 0,
  name: "payroll",
  inGroup: false,
  enhanced: false,
  state: "Protected",
  policy: "Base",
  points: [{ ageMin: 45, type: "Full", tiers: [["HardenedRP", "Valid"]] }],
  logs: [],
  lastBackup: "well",
};

/** Fair weather over one database. */
export const PLAIN_SCENE: Scene = {
  seed: 0,
  weather: "quiet",
  operation: "change-policy",
  inputs: { operation: "change-policy", item: sceneItemId(HEALTHY_DATABASE), policy: "Long" },
  wrong: false,
  meant: [0],
  vault: {
    softDelete: "Enabled",
    immutability: undefined,
    mua: false,
    guarded: [],
    unreadable: false,
  },
  items: [HEALTHY_DATABASE],
  policies: [
    { name: "Base", workload: "SQLDataBase", dailyDays: 30 },
    { name: "Long", workload: "SQLDataBase", dailyDays: 90 },
    { name: "Short", workload: "SQLDataBase", dailyDays: 7 },
  ],
  jobs: [],
  latencyMs: 100,
  staleItemMs: 0,
  staleListMs: 0,
  staleJobsMs: 0,
  runnerAheadMs: 0,
  date: "kept",
  quota: 249,
  othersPerMinute: 0,
  turn: {},
  faults: [],
  deeds: [],
  cancelAtMs: undefined,
  token: { livesMs: 3_600_000, renewMs: 300_000, slowMs: 0, guardSlowMs: 0, failsFirst: 0 },
};

/** A world in which a test lets things happen; times are milliseconds after the start. */
export interface Stage extends SimulatedAzure {
  readonly item: ItemState;
  /** Goes to a time. */
  readonly at: (ms: number) => void;
  /** Sends a write of the step's to the item, or below it. */
  readonly write: (method: string, properties?: object, below?: string) => void;
  /** The same to another item of the scene, by its index. */
  readonly writeTo: (index: number) => Stage["write"];
  /** A read of the step's, by its path below the vault. */
  readonly read: (path: string, more?: Partial<SentRequest>) => void;
  /** Changes the item as somebody else would. */
  readonly change: (fields: Partial<ItemState>) => void;
}

/** What a hand-made run is like. */
export interface RecordParts {
  readonly scene?: Partial<Scene>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[];
  readonly happen?: (stage: Stage) => void;
  /** Anything of the record that is to be otherwise. */
  readonly record?: Partial<RunRecord>;
}

/** Makes the record of a run by hand: what happened, and what the step said of it. */
export function buildRecord({
  scene: drawn,
  happen,
  record,
  ...said
}: RecordParts = {}): RunRecord {
  const scene = { ...PLAIN_SCENE, ...drawn };
  const { stage, requests, now } = buildStage(scene);
  happen?.(stage);
  const { azure, book, vault, items } = stage;
  book.settle();
  const host = hostThatSaid(said);
  return {
    ...{ scene, azure, book, vault, items, host, requests },
    ...{ startedAt: START_MS, endedAt: now(), settled: true },
    cancelledAt: undefined,
    gate: host.outputs.get("gate") ?? "",
    requestsAtEnd: requests.length,
    happenings: [],
    secrets: ["secret-token"],
    dry: undefined,
    again: undefined,
    ...record,
  };
}

/** A world of the scene in which nothing has happened yet, and what the step sends in it. */
function buildStage(scene: Scene) {
  let now = START_MS;
  const world = buildAzure(scene, () => now);
  world.azure.acceptToken("made");
  const requests: SentRequest[] = [];
  const [item] = world.items;
  if (item === undefined) throw new Error("The scene has no item.");
  const writeTo =
    (index: number): Stage["write"] =>
    (method, properties, below = "") => {
      const body = properties === undefined ? "" : JSON.stringify({ properties });
      const url = `${PLACE.origin}${pathTo(scene, index)}${below}?api-version=2024-10-01`;
      const headers = { authorization: "Bearer made", "content-type": "application/json" };
      const sent = { method, url, headers, ...(body !== "" && { body }) };
      void world.book.handle(sent, "ours", now);
      const answered = {
        outcome: 202,
        carriedOut: true,
        headers: { location: `${url}/operationResults/1` },
      } as const;
      requests.push(sentRequest({ method, url, body, at: now, ...answered }));
    };
  const stage: Stage = {
    ...world,
    item,
    at: (ms) => {
      now = START_MS + ms;
      world.book.settle();
    },
    write: writeTo(0),
    writeTo,
    read: (path, more) => {
      requests.push(sentRequest({ method: "GET", url: "", at: now, outcome: 200, ...more, path }));
    },
    change: (fields) => {
      Object.assign(item, fields);
      world.book.note(now);
    },
  };
  return { stage, requests, now: () => now };
}

function pathTo({ items }: Scene, index: number): string {
  const { [index]: item = HEALTHY_DATABASE } = items;
  return encodeURI(sceneItemId(item));
}

function sentRequest(fields: Partial<SentRequest>): SentRequest {
  const { url = "", at = START_MS } = fields;
  const path = url === "" ? "" : decodeURIComponent(new URL(url).pathname);
  return {
    method: "GET",
    origin: PLACE.origin,
    filter: "",
    body: "",
    carriedOut: false,
    answeredAt: at + 100,
    dueAt: at + 100,
    outcome: "",
    mishap: "",
    answer: "",
    headers: {},
    token: undefined,
    ...fields,
    url,
    at,
    path: fields.path ?? path.replace(/^.*?\/vaults\/[^/]+/i, ""),
  };
}

function hostThatSaid({
  outputs = {},
  errors = [],
  warnings = [],
}: Omit<RecordParts, "scene">): FakeRunner {
  const host = new FakeRunner();
  const gate = outputs.gate ?? "closed";
  const facts = { gate, reason: gate === "open" ? "completed" : "refused", ...outputs };
  for (const name of OUTPUTS) host.output(name, "");
  for (const [name, value] of Object.entries(facts)) host.output(name, value);
  for (const message of errors) host.error(message, "closed");
  for (const message of warnings) host.warning(message);
  host.failed = errors.length > 0;
  return host;
}

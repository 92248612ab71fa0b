import type { Emulator } from "../emulator.ts";
import type { Answer, EmulatorRequest } from "../server/wire.ts";
import type { ItemState, JobState, OperationState, PolicyState, VaultState } from "./state.ts";

/** Who wrote: the step under test, or somebody else with the same rights. */
type Writer = "ours" | "others";

/** The truth between one change and the next. */
export interface Page {
  /** Since when it holds, epoch milliseconds. */
  readonly at: number;
  readonly softDelete: string | undefined;
  readonly softDeleteDays: number;
  readonly softDeleteEnforced: boolean;
  readonly immutability: string | undefined;
  readonly mua: boolean;
  readonly guarded: readonly string[];
  readonly items: ReadonlyMap<ItemState, Readonly<ItemState>>;
  readonly policies: readonly PolicyState[];
}

/** One request that may change something, as Azure took it. */
export interface BookedWrite {
  readonly at: number;
  readonly by: Writer;
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly body: unknown;
  /** Whether Azure began what it asks for. */
  readonly accepted: boolean;
  /** The HTTP status of Azure's answer; undefined while it is being made. */
  status: number | undefined;
  readonly operation: OperationState | undefined;
  readonly job: JobState | undefined;
}

/** Keeps the truth of one vault over time, whatever its clients are told. */
export class Book {
  readonly vault: VaultState;
  readonly pages: Page[] = [];
  readonly writes: BookedWrite[] = [];
  /** Who began a job; those that nobody of ours began are the schedule's or other people's. */
  readonly ours = new Set<JobState>();
  readonly #azure: Emulator;
  #mark = "";

  constructor(azure: Emulator, vault: VaultState, now: number) {
    this.#azure = azure;
    this.vault = vault;
    this.note(now);
    azure.schedule.onEvent = (at) => this.note(at);
  }

  /** Hands a request to Azure, and books it if it is a write. */
  async handle(request: EmulatorRequest, by: Writer, now: number): Promise<Answer> {
    if (request.method === "GET") return this.#azure.handle(request);
    this.settle();
    const { operations, jobs } = this.vault;
    const [begun, known] = [operations.length, jobs.length];
    // The emulator answers without waiting, so nothing else can have happened in between.
    const answering = this.#azure.handle(request);
    const operation = operations.length > begun ? operations.at(-1) : undefined;
    const job = jobs.length > known ? jobs[0] : undefined;
    if (job !== undefined && by === "ours") this.ours.add(job);
    this.note(now);
    const booked: BookedWrite = {
      at: now,
      by,
      method: request.method,
      path: decodeURIComponent(new URL(request.url).pathname),
      body: request.body ? JSON.parse(request.body) : undefined,
      accepted: operation !== undefined,
      status: undefined,
      operation,
      job,
    };
    this.writes.push(booked);
    const answer = await answering;
    if ("response" in answer) booked.status = answer.response.status;
    return answer;
  }

  /** Lets everything happen that is due. */
  settle(): void {
    this.#azure.vault(this.vault.name);
  }

  /** Writes down what has changed by `at`, if anything has. */
  note(at: number): void {
    const { vault } = this;
    const mark = markOf(vault);
    if (mark === this.#mark) return;
    this.#mark = mark;
    this.pages.push({
      at,
      softDelete: vault.softDeleteState,
      softDeleteDays: vault.softDeleteRetentionDays,
      softDeleteEnforced: vault.softDeleteEnforced,
      immutability: vault.immutability,
      mua: vault.mua,
      guarded: [...vault.guard.operations],
      items: new Map(vault.items.map((item) => [item, copyOf(item)])),
      policies: vault.policies.map((policy) => ({ ...policy })),
    });
  }

  /** The truth at a time (epoch ms); the first one before that. */
  at(time: number): Page {
    const page = this.pages.findLast(({ at }) => at <= time) ?? this.pages[0];
    if (page === undefined) throw new Error("The book is empty.");
    return page;
  }

  /** Every truth that held at some moment between two times (epoch ms). */
  between(from: number, to: number): readonly Page[] {
    const later = this.pages.filter(({ at }) => at > from && at <= to);
    return [this.at(from), ...later];
  }
}

/** A copy that later changes of the item do not reach. */
function copyOf(item: ItemState): ItemState {
  return {
    ...item,
    recoveryPoints: item.recoveryPoints.map((point) => ({ ...point })),
    logRanges: item.logRanges.map((range) => ({ ...range })),
  };
}

/** Differs whenever something has changed that a verdict may rest on. */
function markOf(vault: VaultState): string {
  const { softDeleteState, softDeleteRetentionDays, softDeleteEnforced } = vault;
  const { immutability, mua, guard } = vault;
  const settings = `${softDeleteState}|${softDeleteRetentionDays}|${softDeleteEnforced}|${immutability}|${mua}|${guard.operations.length}`;
  const items = vault.items.map((item) => {
    const points = item.recoveryPoints.map(
      ({ id, time, softDeleted, tiers }) =>
        `${id}@${time}${softDeleted ? "x" : ""}${tiers.map(({ status }) => status).join("")}`,
    );
    return `${item.container}/${item.name}|${item.friendlyName}|${item.policyType}|${item.protectionState}|${item.policyId}|${item.deletedAt}|${item.policyInconsistent}|${item.lastBackupStatus}|${item.unlockedUntil}|${points}|${item.logRanges.map(({ to }) => to)}`;
  });
  const policies = vault.policies.map(({ name, properties }) => `${name}${revisionOf(properties)}`);
  return [settings, ...items, ...policies].join("\n");
}

const revisions = new WeakMap<object, number>();
let lastRevision = 0;

/** A number for each object of properties: a policy is edited by giving it new ones. */
function revisionOf(properties: object): number {
  let revision = revisions.get(properties);
  if (revision === undefined) {
    revision = ++lastRevision;
    revisions.set(properties, revision);
  }
  return revision;
}

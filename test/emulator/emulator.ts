import { setTimeout as pause } from "node:timers/promises";
import { PipelinesOidc } from "./azure-pipelines/pipelines-oidc.ts";
import { GitHubApi } from "./github/github-api.ts";
import { GitHubOidc } from "./github/github-oidc.ts";
import { Entra } from "./identity/entra.ts";
import { type Fault, FaultBook, faultedAnswer, preventsWork } from "./server/faults.ts";
import { gateway } from "./server/gateway.ts";
import { guidSource } from "./server/ids.ts";
import {
  decoded,
  type RequestRecord,
  recordOf,
  withStandardHeaders,
} from "./server/request-log.ts";
import { Schedule } from "./server/schedule.ts";
import { Throttle } from "./server/throttle.ts";
import { type Answer, type EmulatorRequest, type EmulatorResponse, same } from "./server/wire.ts";
import {
  addItemTo,
  addJobTo,
  addPolicyTo,
  addSubscriptionTo,
  addVaultTo,
  type NewItem,
  type NewJob,
  type NewPolicy,
  type NewSubscription,
  type NewVault,
} from "./vault/additions.ts";
import { findItem } from "./vault/find-item.ts";
import { type Script, ScriptBook } from "./vault/script.ts";
import { seed } from "./vault/seed.ts";
import type {
  ItemState,
  JobState,
  PolicyState,
  Service,
  SubscriptionState,
  VaultState,
} from "./vault/state.ts";

export { IDENTITY } from "./identity/entra.ts";
export { IMDS_PATH, MSI_PATH } from "./identity/managed-identity.ts";
export type { Fault } from "./server/faults.ts";
export type { RequestRecord } from "./server/request-log.ts";
export type { Answer, EmulatorRequest, EmulatorResponse } from "./server/wire.ts";
export type { NewItem, NewJob } from "./vault/additions.ts";
export type { Script } from "./vault/script.ts";
export type {
  ItemState,
  JobState,
  PolicyState,
  RecoveryPointState,
  VaultState,
} from "./vault/state.ts";

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** Epoch milliseconds; by default real time, sped up by `timeScale` from the moment of creation. */
  now?: () => number;
  /** 60 makes a minute a second. */
  timeScale?: number;
  /** What it calls itself in headers and next links. */
  origin?: string;
  /** Page size of lists; 200 by default (document). */
  pageSize?: number;
  /** How long tokens live, in seconds of the emulated world; by default 3599 of the client's. */
  tokenLifetimeSeconds?: number;
  /** False for a world without vaults. */
  seeded?: boolean;
  /** Puts other vaults into it than the seed does. */
  fill?: (service: Service) => void;
}

/** Azure Backup behind ARM, in memory; it answers requests and never opens a socket itself. */
export class Emulator {
  origin: string;
  /** The directory: who may sign in, and for how long. */
  readonly entra: Entra;
  /** GitHub's OIDC endpoint, for assertions. */
  readonly github: GitHubOidc;
  /** GitHub's REST API, for commit statuses. */
  readonly githubApi: GitHubApi;
  /** The OIDC endpoint of Azure Pipelines, for assertions of a service connection. */
  readonly pipelines: PipelinesOidc;
  /** What Azure does by itself later, and the quota of reads that all clients share. */
  readonly schedule = new Schedule();
  readonly throttle = new Throttle();
  readonly #requests: RequestRecord[] = [];
  readonly #faults = new FaultBook();
  readonly #clientNow: () => number;
  readonly #service: Service;

  constructor({
    now,
    timeScale = 1,
    origin = "https://localhost",
    pageSize = 200,
    tokenLifetimeSeconds,
    seeded = true,
    fill = seed,
  }: EmulatorOptions = {}) {
    const createdAt = Date.now();
    const emulatedNow = now ?? (() => createdAt + (Date.now() - createdAt) * timeScale);
    this.origin = origin;
    this.#clientNow = now ?? Date.now;
    this.entra = new Entra({
      now: this.#clientNow,
      timeScale: now ? 1 : timeScale,
      origin: () => this.origin,
    });
    this.entra.tokenLifetimeSeconds = tokenLifetimeSeconds;
    this.github = new GitHubOidc(this.#clientNow, () => this.origin);
    this.githubApi = new GitHubApi(this.#clientNow, () => this.origin);
    this.pipelines = new PipelinesOidc(this.#clientNow, () => this.origin);
    this.entra.identity().federatedCredentials.push(this.pipelines.credential());
    const { repository, sha } = this.github.claims;
    this.githubApi.addRepository(String(repository), [String(sha)]);
    this.#service = {
      subscriptions: [],
      vaults: [],
      schedule: this.schedule,
      scripts: new ScriptBook(),
      throttle: this.throttle,
      pageSize,
      now: emulatedNow,
      clientSeconds: (seconds) => Math.max(1, Math.ceil(seconds / (now ? 1 : timeScale))),
      newId: guidSource("emulator"),
      origin: () => this.origin,
      isTokenValid: (token, tenantId) => this.entra.tokens.isValid(token, tenantId),
    };
    if (seeded) fill(this.#service);
  }

  /** Every request so far, in order of arrival. */
  get requests(): ReadonlyArray<RequestRecord> {
    return this.#requests;
  }

  /** What the first read of an action in an hour shows as remaining (recording: 149 to 449). */
  get quota(): number {
    return this.#service.throttle.quota;
  }

  set quota(remaining: number) {
    this.#service.throttle.quota = remaining;
  }

  /** Answers one request; never rejects but for a defect of the emulator. */
  async handle(request: EmulatorRequest): Promise<Answer> {
    const url = new URL(request.url, this.origin);
    const path = decoded(url.pathname);
    const at = this.#service.now();
    const record = recordOf(request, { url, path, at });
    this.#requests.push(record);
    const fault = this.#faults.take(request, path);

    let answer: Answer = { kind: "hang" };
    if (!fault || !preventsWork(fault))
      answer = { kind: "response", response: this.#answer(request, url) };
    if (fault && typeof fault.answer === "object" && "delayMs" in fault.answer)
      await pause(fault.answer.delayMs);
    if (fault) answer = faultedAnswer(fault, answer);

    record.status = "response" in answer ? answer.response.status : answer.kind;
    if (!("response" in answer)) return answer;
    const context = { request, now: this.#service.now(), id: this.#service.newId() };
    return { ...answer, response: withStandardHeaders(answer.response, context) };
  }

  /** Lets matching requests go wrong. */
  fault(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** Decides how the next matching operation goes; used once. */
  script(script: Script): void {
    this.#service.scripts.add(script);
  }

  /** Honours an ARM token until `expiresAt` (epoch ms). */
  acceptToken(token: string, { expiresAt }: { expiresAt?: number } = {}): void {
    this.entra.tokens.accept(token, expiresAt);
  }

  /** A vault by name; the first without one. */
  vault(name?: string): VaultState {
    this.#service.schedule.advance(this.#service.now());
    const vault = this.#service.vaults.find((one) => name === undefined || same(one.name, name));
    if (!vault) throw new Error(`The emulator has no vault '${name}'.`);
    return vault;
  }

  /** An item by ARM id, or by friendly name and, where needed, `server`, `instance` or `server/instance`. */
  item(friendlyNameOrId: string, server?: string): ItemState {
    this.#service.schedule.advance(this.#service.now());
    return findItem(this.#service, friendlyNameOrId, server);
  }

  /** Adds a subscription, to put vaults into. */
  addSubscription(subscription: NewSubscription): SubscriptionState {
    return addSubscriptionTo(this.#service, subscription);
  }

  /** Adds a vault. */
  addVault(vault: NewVault): VaultState {
    return addVaultTo(this.#service, vault);
  }

  /** Adds an item, to the first vault unless told otherwise. */
  addItem(item: NewItem, vault: VaultState = this.vault()): ItemState {
    return addItemTo(vault, item);
  }

  /** Adds a policy, to the first vault unless told otherwise. */
  addPolicy(policy: NewPolicy, vault: VaultState = this.vault()): PolicyState {
    return addPolicyTo(vault, policy);
  }

  /** Adds a job of an item; with status InProgress it stands in the way of other writes. */
  addJob(job: NewJob): JobState {
    return addJobTo(this.#service, job);
  }

  #answer(request: EmulatorRequest, url: URL): EmulatorResponse {
    const { entra, github, githubApi, pipelines, origin } = this;
    this.#service.schedule.advance(this.#service.now());
    const now = this.#clientNow();
    const call = { request, url, entra, github, githubApi, pipelines, origin, now };
    return gateway(this.#service, call);
  }
}

import type { Clock } from "../../src/time/clock.ts";
import {
  errorAnswer,
  jobAnswer,
  jsonAnswer,
  pointAnswer,
  policyAnswer,
  vaultAnswer,
} from "./answer-builders.ts";
import { decodedPath, sameId } from "./item.ts";
import { isLookAtJob, jobIn } from "./job.ts";
import { object, parseObject, text } from "./json.ts";
import { pointsRead } from "./points.ts";
import { phaseOf, type Recording } from "./recording.ts";
import { dateOf, endOf, isEnd, Series, statusWord, throttledSeconds, timeline } from "./series.ts";
import type { Answer } from "./slice.ts";
import { guardRequestsIn, unseenJob, wishOf } from "./ways.ts";

/** What is read in a series of its own before the write. */
const OWN_SERIES = /\/(?:vaults\/[^/]+|backupResourceGuardProxies|backupPolicies\/[^/]+)$/i;
/** Properties in which a write has to agree with the recorded one. */
const ASKED = ["policyId", "protectionState", "isRehydrate", "backupType"];

/**
 * Azure Backup as one recording knew it, by virtual time since the write was accepted. Answers that
 * the recording lacks are filled in and counted by kind.
 */
export class RecordedService {
  readonly filled = new Map<string, number>();
  /** Virtual time at which the write was accepted; the start of a job wait. */
  acceptedMs: number | undefined;

  readonly #recording: Recording;
  readonly #clock: Clock;
  readonly #operation: Series;
  readonly #result: Series;
  readonly #job: Series;
  readonly #faultsBefore: Answer[];
  /** What the recorded client read before it wrote, by path, each by the time since our first read of it. */
  readonly #before = new Map<string, { readonly series: Series; readonly firstMs: number }>();
  #writes = 0;
  #isUnlocked = false;

  constructor(recording: Recording, clock: Clock) {
    this.#recording = recording;
    this.#clock = clock;
    this.#operation = new Series(recording.operation);
    this.#result = new Series(recording.result);
    this.#job = new Series(recording.job);
    // Faults of what the recorded client read and we do not are told by the item.
    this.#faultsBefore = phaseOf(recording.slice, "pre")
      .filter(({ request }) => !OWN_SERIES.test(decodedPath(request.url)))
      .map(({ response }) => response)
      .filter(({ status }) => status >= 500);
    if (recording.slice.operation === "jobwait") this.acceptedMs = clock.now();
  }

  /** Takes what unlocks the deletion, as it was recorded; undefined for anything else. */
  unlock(body: string | null): Answer | undefined {
    const recorded = phaseOf(this.#recording.slice, "unlock")[0];
    const [ours, theirs] = [parseObject(body), parseObject(recorded?.request.body ?? "")];
    const agrees =
      sameId(guardRequestsIn(ours ?? {}).join(), guardRequestsIn(theirs ?? {}).join()) &&
      sameId(text(ours?.resourceToBeDeleted), text(theirs?.resourceToBeDeleted));
    if (recorded === undefined || !agrees) return undefined;
    this.#isUnlocked = true;
    return recorded.response;
  }

  /** Takes the write that was recorded; undefined for another one, or one too many, or one still locked. */
  write(method: string, body: string | null): Answer | undefined {
    const { writes, slice } = this.#recording;
    const recorded = phaseOf(slice, "mutate")[0]?.request.method;
    if (phaseOf(slice, "unlock").length > 0 && !this.#isUnlocked) return undefined;
    if (method !== recorded || !this.#asksTheSame(body) || this.acceptedMs !== undefined) {
      return undefined;
    }
    const answer = writes[Math.min(this.#writes, writes.length - 1)];
    this.#writes += 1;
    if (!answer || answer.status >= 300) return answer;
    this.acceptedMs = this.#clock.now();
    return { ...answer, headers: { "retry-after": "60", ...answer.headers } };
  }

  vault(): Answer {
    return this.#readBefore("") ?? this.#fill("vault", vaultAnswer(this.#recording));
  }

  guardProxies(): Answer {
    const recorded = this.#readBefore("/backupResourceGuardProxies");
    return recorded ?? this.#fill("guard proxies", jsonAnswer(200, { value: [] }));
  }

  policy(name: string): Answer {
    const recorded = this.#readBefore(`/backupPolicies/${name}`);
    return recorded ?? this.#fill("policy", policyAnswer(this.#recording, name));
  }

  item(): Answer {
    const fault = this.#faultsBefore.shift();
    if (fault) return fault;
    const { before, after } = this.#recording;
    if (!this.#operationEnded) {
      const answer = jsonAnswer(200, before.item);
      return before.source === "recorded" ? answer : this.#fill(`before ${before.source}`, answer);
    }
    const gone = errorAnswer(404, "BMSUserErrorDataSourceObjectNotFound");
    const answer = after.item ? jsonAnswer(200, after.item) : gone;
    return after.source === "recorded" ? answer : this.#fill("item after", answer);
  }

  /** The item alone, whatever else the vault's list held. */
  items(): Answer {
    const answer = this.item();
    if (answer.status >= 500) return answer;
    const value = answer.status === 200 ? [parseObject(answer.body)] : [];
    return this.#fill("list of the item", jsonAnswer(200, { value }));
  }

  /** The item's recovery points, and of a backup its own once it has ended; else undefined. */
  points(): Answer | undefined {
    const { slice, itemId, endMs = Number.POSITIVE_INFINITY } = this.#recording;
    const recorded = pointsRead(slice)?.response;
    if (recorded !== undefined || slice.operation !== "backup") return recorded;
    const elapsedMs = this.#elapsedMs;
    return elapsedMs === undefined || elapsedMs < endMs
      ? this.#fill("recovery points", jsonAnswer(200, { value: [] }))
      : this.#fill("own recovery point", pointAnswer(this.#recording, itemId));
  }

  operation(): Answer {
    const elapsedMs = this.#elapsedMs;
    const answer = elapsedMs === undefined ? undefined : this.#operation.read(elapsedMs);
    return answer ? this.#tell(answer) : errorAnswer(404, "OperationNotFound");
  }

  /** What the `Location` of the write says. */
  result(): Answer {
    const elapsedMs = this.#elapsedMs;
    const recorded = elapsedMs === undefined ? undefined : this.#result.read(elapsedMs);
    if (recorded) return this.#tell(recorded);
    const seen = this.operation();
    if (seen.status !== 200) return seen;
    if (!isEnd(statusWord(seen))) return jsonAnswer(202, undefined);
    const put = phaseOf(this.#recording.slice, "mutate")[0]?.request.method === "PUT";
    return put ? this.item() : jsonAnswer(204, undefined);
  }

  job(): Answer {
    const elapsedMs = this.#elapsedMs;
    if (elapsedMs === undefined) return this.#jobBefore();
    if (!this.#operationEnded) {
      return this.#fill("running job", jobAnswer(this.#recording, "InProgress"));
    }
    const recorded = this.#job.read(elapsedMs);
    if (recorded) return this.#tell(this.#named(recorded));
    const word = unseenJob(this.#recording.slice.operation);
    return this.#fill(`job ${word}`, jobAnswer(this.#recording, word));
  }

  /** Only what is to be cancelled is there before the request. */
  #jobBefore(): Answer {
    const { slice, facts } = this.#recording;
    if (slice.operation !== "cancel") return errorAnswer(404, "JobNotFound");
    const look = phaseOf(slice, "pre").findLast((one) => jobIn(one, facts.jobId) !== undefined);
    if (!look) return this.#fill("running job", jobAnswer(this.#recording, "InProgress"));
    if (isLookAtJob(look, facts.jobId)) return look.response;
    return this.#fill("job from a list", jsonAnswer(200, jobIn(look, facts.jobId)));
  }

  /** The job while it runs. Listing it tells no faults: those belong to reads of the job itself. */
  jobs(): Answer {
    const elapsedMs = this.#elapsedMs;
    const running =
      elapsedMs !== undefined && elapsedMs < (this.#recording.endMs ?? Number.POSITIVE_INFINITY);
    if (!running) return this.#fill("list of jobs", jsonAnswer(200, { value: [] }));
    const seen = this.#operationEnded ? this.#job.peek(elapsedMs) : undefined;
    const job = seen ?? jobAnswer(this.#recording, "InProgress");
    return this.#fill("list of jobs", jsonAnswer(200, { value: [parseObject(job.body)] }));
  }

  get #elapsedMs(): number | undefined {
    return this.acceptedMs === undefined ? undefined : this.#clock.now() - this.acceptedMs;
  }

  /** A recording without any look at the operation counts as ended once the write is accepted. */
  get #operationEnded(): boolean {
    const { operation } = this.#recording;
    const end = operation.length === 0 ? 0 : (endOf(operation) ?? Number.POSITIVE_INFINITY);
    return this.#elapsedMs !== undefined && this.#elapsedMs >= end;
  }

  /** What the recorded client read below the vault before it wrote. */
  #readBefore(below: string): Answer | undefined {
    const now = this.#clock.now();
    const known = this.#before.get(below) ?? { series: this.#seriesBefore(below), firstMs: now };
    this.#before.set(below, known);
    return known.series.read(now - known.firstMs);
  }

  #seriesBefore(below: string): Series {
    const { slice, vaultId } = this.#recording;
    const reads = phaseOf(slice, "pre").filter(({ request }) =>
      sameId(decodedPath(request.url), vaultId + below),
    );
    const [first] = reads;
    return new Series(first ? timeline(reads, dateOf(first.response)) : []);
  }

  /** A transcribed job can lack its name, which is what it was asked for by. */
  #named(answer: Answer): Answer {
    const { vaultId, facts } = this.#recording;
    const body = answer.status === 200 ? parseObject(answer.body) : undefined;
    if (body === undefined || text(body.name) !== "") return answer;
    const named = { id: `${vaultId}/backupJobs/${facts.jobId}`, name: facts.jobId, ...body };
    return { ...answer, body: JSON.stringify(named), filled: "name of the job" };
  }

  /** A recorded answer; a 429 gets the wait that its body names as the header it was stripped of. */
  #tell(answer: Answer): Answer {
    const seconds = throttledSeconds(answer);
    const headers = seconds === undefined ? {} : { "retry-after": String(seconds) };
    const told = { ...answer, headers: { ...headers, ...answer.headers } };
    return answer.filled === undefined ? told : this.#fill(answer.filled, told);
  }

  #fill(kind: string, answer: Answer): Answer {
    this.filled.set(kind, (this.filled.get(kind) ?? 0) + 1);
    return answer;
  }

  #asksTheSame(body: string | null): boolean {
    const wish = wishOf(this.#recording.slice);
    const asked = object(parseObject(body)?.properties);
    if (!sameId(guardRequestsIn(asked).join(), guardRequestsIn(wish).join())) return false;
    return ASKED.every((name) => {
      // A policy change may or may not repeat the state that the item is in.
      if (name === "protectionState" && text(wish.policyId) !== "") return true;
      return sameId(String(asked[name] ?? ""), String(wish[name] ?? ""));
    });
  }
}

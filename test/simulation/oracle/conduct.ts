import { PLACE } from "../place.ts";
import { output, type SentRequest, writesOf } from "../record.ts";
import { deadlineOf, earliestDeadlineOf } from "./deadline.ts";
import { isAdoptable } from "./ours.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { endOf, everythingSaid, isDry, jobOf, ownJobs } from "./truth.ts";

const OVERTIME_MS = 61_000;
const CANCEL_MS = 5_000;
/** How long a write's token has to last, and how soon a source has no other one to give, milliseconds. */
const LASTING_MS = 300_000;
const NEW_MS = 30_000;
/** How long to wait at the end of a quota when no 429 says so (contract), milliseconds. */
const EMPTY_QUOTA_MS = 324_000;

/** Every step comes to an end. */
export const everyStepEnds: Property = {
  name: "everyStepEnds",
  judge: ({ settled, gate }) =>
    unless(settled && gate !== "" ? undefined : "the step never came to an end"),
};

/** No request leaves for another origin than Azure Resource Manager's. */
export const noForeignOrigin: Property = {
  name: "noForeignOrigin",
  judge({ requests }) {
    const lured = requests.some(({ answer, headers }) =>
      /(attacker|elsewhere)\.example/.test(answer + JSON.stringify(headers)),
    );
    const astray = requests.find(({ origin }) => origin !== PLACE.origin);
    if (astray !== undefined) return broken(`a request went to ${astray.origin}`);
    return lured ? HOLDS : NOT_AT_STAKE;
  },
};

/** Once the verdict is out nothing is asked or written any more. */
export const noRequestAfterVerdict: Property = {
  name: "noRequestAfterVerdict",
  judge({ requests, requestsAtEnd }) {
    if (requests.length === 0) return NOT_AT_STAKE;
    const late = requests[requestsAtEnd];
    return unless(late && `${late.method} ${late.path} after the verdict`);
  },
};

/** After the deadline nothing is written, and reads end a minute later. */
export const noRequestAfterDeadline: Property = {
  name: "noRequestAfterDeadline",
  judge(record) {
    const deadline = deadlineOf(record);
    const { requests, endedAt, cancelledAt = Number.POSITIVE_INFINITY } = record;
    const late = requests.find(
      ({ at, method }) =>
        // A cancel shortly before it has its own few seconds.
        at < cancelledAt && at > deadline + (method === "GET" ? OVERTIME_MS : 1_000),
    );
    if (late !== undefined) {
      const by = Math.round((late.at - deadline) / 1_000);
      return broken(`${late.method} ${late.path} ${by} s after the deadline`);
    }
    return endedAt >= deadline - 60_000 ? HOLDS : NOT_AT_STAKE;
  },
};

/** A cancelled step asks nothing after five seconds, and has reported by then. */
export const noRequestAfterCancel: Property = {
  name: "noRequestAfterCancel",
  judge({ cancelledAt, requests, endedAt }) {
    if (cancelledAt === undefined || cancelledAt > endedAt) return NOT_AT_STAKE;
    const late = requests.find(({ at }) => at > cancelledAt + CANCEL_MS);
    if (late !== undefined)
      return broken(`${late.method} ${late.path} more than 5 s after the cancel`);
    const took = endedAt - cancelledAt;
    return unless(
      took > CANCEL_MS ? `the report came ${took / 1_000} s after the cancel` : undefined,
    );
  },
};

/** No token and no signature is printed, reported or set as an output. */
export const noSecretInOutput: Property = {
  name: "noSecretInOutput",
  judge(record) {
    const said = everythingSaid(record) + record.host.debugLines.join("\n");
    const leak =
      record.secrets.find((secret) => said.includes(secret)) ??
      /[?&][csh]=[\w%+/-]{16,}/.exec(said)?.[0];
    if (leak !== undefined) return broken(`'${leak.slice(0, 40)}' was written`);
    return record.secrets.length > 0 ? HOLDS : NOT_AT_STAKE;
  },
};

/** A write goes out with a token that outlasts it, where its source gives one that does. */
export const writeTokenLasts: Property = {
  name: "writeTokenLasts",
  judge(record) {
    const { cancelledAt = Number.POSITIVE_INFINITY } = record;
    // In the seconds after a cancel the token at hand has to do.
    const writes = writesOf(record).filter(({ at, token }) => token && at < cancelledAt);
    const short = writes.find(
      ({ at, token }) =>
        token !== undefined && token.until - at < LASTING_MS && at - token.gotAt > NEW_MS,
    );
    if (short === undefined) return writes.length > 0 ? HOLDS : NOT_AT_STAKE;
    const left = Math.round(((short.token?.until ?? 0) - short.at) / 1_000);
    return broken(`${short.method} went out with a token that had ${left} s left`);
  },
};

/** An empty quota, which others share, is left alone until it is filled again. */
export const quotaKept: Property = {
  name: "quotaKept",
  judge(record) {
    const { requests, cancelledAt } = record;
    const empty = requests.flatMap((request) => emptiness(request) ?? []);
    if (empty.length === 0) return NOT_AT_STAKE;
    const rash = requests.find((request) =>
      empty.some(
        ({ action, from, until }) =>
          request.method === "GET" &&
          actionOf(request) === action &&
          request.at > from &&
          request.at < until,
      ),
    );
    // The one look that a cancel or the deadline still allows may be in vain.
    const last = Math.min(cancelledAt ?? Infinity, earliestDeadlineOf(record) - 1_000);
    const excused = rash !== undefined && rash.at >= last;
    return unless(
      rash && !excused ? `${actionOf(rash)} was asked though its quota was empty` : undefined,
    );
  },
};

interface Emptiness {
  readonly action: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly until: number;
}

/** What an answer says of an empty quota; undefined where it says nothing of the kind. */
function emptiness(request: SentRequest): Emptiness | undefined {
  const { answeredAt, outcome, mishap, headers } = request;
  if (answeredAt === undefined || mishap !== "" || request.method !== "GET") return undefined;
  const named = outcome === 429 ? Number(headers["retry-after"]) * 1_000 : undefined;
  const left = headers["x-ms-ratelimit-remaining-subscription-resource-requests"];
  if (named === undefined && left !== "0") return undefined;
  const waitMs = Math.min(named ?? EMPTY_QUOTA_MS, 3_600_000);
  return { action: actionOf(request), from: answeredAt, until: answeredAt + waitMs - 1_000 };
}

/** The action whose quota a read counts against. */
function actionOf({ path }: SentRequest): string {
  return path
    .split("/")
    .filter((_, index) => index % 2 === 1)
    .join("/")
    .toLowerCase();
}

/** A cancelled step asks Azure to cancel its running job where the user wants it. */
export const jobCancelledAsAsked: Property = {
  name: "jobCancelledAsAsked",
  judge(record) {
    const { cancelledAt, endedAt, scene, requests } = record;
    if (scene.inputs["on-cancel"] !== "cancel-job" || isDry(record)) return NOT_AT_STAKE;
    if (cancelledAt === undefined || cancelledAt > endedAt) return NOT_AT_STAKE;
    const job = jobOf(record, output(record, "job-id"));
    const known = requests.some(
      ({ answer, answeredAt = Number.POSITIVE_INFINITY }) =>
        // That the vault knows no such job says nothing of it.
        answeredAt < cancelledAt &&
        job !== undefined &&
        answer.includes(job.id) &&
        !answer.includes("does not exist"),
    );
    // A backup that the step has only joined goes on (contract).
    const isTaken =
      job !== undefined && (ownJobs(record).includes(job) || isAdoptable(record, job));
    const isJoined = scene.operation === "ensure-backup" && !isTaken;
    const running = job !== undefined && endOf(job, endedAt) === undefined && !isJoined;
    if (!running || !known) return NOT_AT_STAKE;
    const asked = requests.some(
      ({ at, method, path }) =>
        at >= cancelledAt && method === "POST" && path.endsWith(`/${job.id}/cancel`),
    );
    // No token may be left, and a sign-in take longer than the runner waits; then it is told.
    const isTold = output(record, "error-message").includes("could not be asked in time");
    return unless(
      asked || isTold ? undefined : `job ${job.id} goes on, and nobody asked to cancel it`,
    );
  },
};

import { decodedPath, sameId } from "./item.ts";
import { isLookAtJob, jobIdIn, jobIn } from "./job.ts";
import { jobNamedBy, operationIdIn } from "./operation.ts";
import type { Exchange, Operation, Part, Phase, Recorded } from "./slice.ts";

/** In the year of the sessions, Azure Backup knew nothing but virtual machines. */
const WORKLOAD = "vm";
const RESULT = /\/(?:operationResults|backupOperationResults)\/[^/]+$/i;
const OF_ONE_OPERATION = /\/(?:backupJobs|operationsStatus|backupOperations)(?:\/|$)/i;

/** A session, and the request in it that starts something. */
interface Start {
  readonly name: string;
  readonly write: Recorded;
  readonly index: number;
  readonly earlier: readonly Recorded[];
  readonly later: readonly Recorded[];
}

/**
 * Cuts a whole session into the parts that the action offers, each a slice of its own: on-demand
 * backups, cancellations of jobs, and a wait for every job that was looked at. Whatever else the
 * session starts is left out by name.
 */
export function cutSession(name: string, session: readonly Recorded[]): readonly Part[] {
  const started = session.flatMap((write, index) => {
    if (write.request.method === "GET") return [];
    const [earlier, later] = [session.slice(0, index), session.slice(index + 1)];
    return [startedBy({ name, write, index, earlier, later })];
  });
  const parts = [...started, ...waits(name, session)];
  return parts.length > 0 ? parts : [leftOut(name, "list", "it starts nothing and reads no job")];
}

function startedBy(start: Start): Part {
  const { method, url } = start.write.request;
  const path = decodedPath(url);
  if (method === "POST" && /\/backup$/i.test(path)) return backup(start);
  if (method === "POST" && /\/backupJobs\/[^/]+\/cancel$/i.test(path)) return cancel(start);
  // The sessions PUT an item only to protect it.
  const word = method === "PUT" ? "enable" : (path.split("/").at(-1) ?? "");
  return leftOut(start.name, word, "the action does not offer this operation");
}

function backup({ name, write, index, earlier, later }: Start): Part {
  const looks = looksAtOperation(write, later);
  const jobId = looks.map(({ response }) => jobNamedBy(response)).find((id) => id !== "") ?? "";
  return part(name, "backup", index, [
    ...inPhase("pre", earlier.filter(tellsOfTheVault)),
    ...inPhase("mutate", [write]),
    ...looks,
    ...looksAtJob(later, jobId),
  ]);
}

function cancel({ name, write, index, earlier, later }: Start): Part {
  const jobId = jobIdIn(write.request.url);
  return part(name, "cancel", index, [
    ...inPhase(
      "pre",
      earlier.filter((one) => jobIn(one, jobId) !== undefined),
    ),
    ...inPhase("mutate", [write]),
    ...looksAtOperation(write, later),
    ...looksAtJob(later, jobId),
  ]);
}

function waits(name: string, session: readonly Recorded[]): readonly Part[] {
  const jobIds = session.map(({ request }) => jobIdIn(request.url).toLowerCase());
  return [...new Set(jobIds)].flatMap((jobId) => {
    const first = session.findIndex((one) => isLookAtJob(one, jobId));
    return first < 0 ? [] : [part(name, "jobwait", first, looksAtJob(session, jobId))];
  });
}

/** Named as the files of single operations are: workload, operation, date, id and number. */
function part(
  session: string,
  operation: Operation,
  index: number,
  exchanges: readonly Exchange[],
): Part {
  const [, ...dateAndId] = session.split("--");
  const name = [`${WORKLOAD}-${operation}`, ...dateAndId].join("--");
  return {
    kind: "slice",
    slice: { name: `${name}-${index}`, workload: WORKLOAD, operation, exchanges },
  };
}

function leftOut(name: string, word: string, why: string): Part {
  return { kind: "skipped", name, group: `${WORKLOAD} ${word}`, why };
}

function looksAtOperation(write: Recorded, later: readonly Recorded[]): readonly Exchange[] {
  const { headers } = write.response;
  const id = operationIdIn([headers["azure-asyncoperation"], headers.location]);
  const looks = later.filter(
    ({ request }) => id !== "" && sameId(operationIdIn([request.url]), id),
  );
  return looks.flatMap((look) =>
    inPhase(RESULT.test(decodedPath(look.request.url)) ? "result" : "poll", [look]),
  );
}

function looksAtJob(session: readonly Recorded[], jobId: string): readonly Exchange[] {
  return inPhase(
    "job",
    session.filter((one) => isLookAtJob(one, jobId)),
  );
}

/** The vault, a policy, or an item, be it as the result of an earlier operation. */
function tellsOfTheVault({ request, response }: Recorded): boolean {
  return response.status === 200 && !OF_ONE_OPERATION.test(decodedPath(request.url));
}

function inPhase(phase: Phase, exchanges: readonly Recorded[]): readonly Exchange[] {
  return exchanges.map((one) => ({ phase, ...one }));
}

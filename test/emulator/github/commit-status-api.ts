import { type EmulatorRequest, type EmulatorResponse, json, same } from "../server/wire.ts";
import {
  combinedState,
  errorsOf,
  fullStatus,
  newestOfEach,
  problemsOf,
  readStatus,
  type StatusState,
  simpleStatus,
} from "./commit-status.ts";

/** A repository that every token sees; tests may change it at any time. */
export interface RepositoryState {
  /** `owner/name`; compared without case (document). */
  readonly fullName: string;
  /** Whole SHAs in lower case, the head of the default branch first. */
  readonly commits: string[];
  /** Oldest first. */
  readonly statuses: StatusState[];
}

/** One request about a commit, checked as far as its token and repository go. */
export interface CommitCall {
  readonly request: EmulatorRequest;
  readonly url: URL;
  readonly repository: RepositoryState;
  /** Where the repository's resource is, under the base path of the request. */
  readonly repositoryUrl: string;
  /** What names the commit, decoded. */
  readonly ref: string;
  /** Epoch milliseconds of the client's clock. */
  readonly now: number;
  readonly legacyErrors: boolean;
}

const DOCUMENTATION = "https://docs.github.com/rest/commits/statuses";
const FIELDS = ["state", "target_url", "description", "context"];

/** POST of a status: 201 with the resource, or why not (public issues). */
export function createStatus(call: CommitCall): EmulatorResponse {
  const { request, repository, repositoryUrl, ref, now, legacyErrors } = call;
  const sha = commitOf(call);
  if (!sha) return noCommit(call);
  const body = objectIn(request.body);
  if (!body) return failure(400, "Problems parsing JSON");
  const odd = Object.keys(body).filter((field) => !FIELDS.includes(field));
  if (odd.length > 0) {
    const reasons = odd.map((field) => `"${field}" is not a permitted key.`).join("\n");
    return failure(422, `Invalid request.\n\n${reasons}`);
  }
  const status = readStatus(body);
  const problems = same(ref, sha)
    ? problemsOf(status, statusesOf(call, sha))
    : [{ field: "sha", message: "must be a 40 character SHA1" }];
  if (problems.length > 0) {
    return failure(422, "Validation Failed", { errors: errorsOf(problems, legacyErrors) });
  }
  const added = { ...status, sha, id: repository.statuses.length + 1, createdAt: now };
  repository.statuses.push(added);
  const location = `${repositoryUrl}/statuses/${sha}`;
  return json(fullStatus(added, repositoryUrl), 201, { location });
}

/** GET of a commit's statuses, newest first (document). */
export function listStatuses(call: CommitCall): EmulatorResponse {
  const sha = commitOf(call);
  if (!sha) return noCommit(call);
  const { chosen, headers } = page(call, statusesOf(call, sha).toReversed());
  const body = chosen.map((one) => fullStatus(one, call.repositoryUrl));
  return json(body, 200, headers);
}

/** GET of the newest status of each context, and of what they come to (document). */
export function combinedStatus(call: CommitCall): EmulatorResponse {
  const { repository, repositoryUrl } = call;
  const sha = commitOf(call);
  if (!sha) return noCommit(call);
  const statuses = newestOfEach(statusesOf(call, sha).toReversed());
  const { chosen, headers } = page(call, statuses);
  const [login, name] = repository.fullName.split("/");
  const body = {
    state: combinedState(statuses),
    statuses: chosen.map((one) => simpleStatus(one, repositoryUrl)),
    sha,
    total_count: statuses.length,
    repository: { name, full_name: repository.fullName, owner: { login }, url: repositoryUrl },
    commit_url: `${repositoryUrl}/commits/${sha}`,
    url: `${repositoryUrl}/commits/${sha}/status`,
  };
  return json(body, 200, headers);
}

/** GitHub's error shape; `status` is a text (document). */
export function failure(
  status: number,
  message: string,
  { errors, headers }: { errors?: unknown; headers?: Record<string, string> } = {},
): EmulatorResponse {
  const told = { message, ...(errors !== undefined && { errors }) };
  return json({ ...told, documentation_url: DOCUMENTATION, status: `${status}` }, status, headers);
}

/** A name that is too short or is a branch's leads to a commit, but a status needs the whole SHA. */
function commitOf({ repository, ref }: CommitCall): string | undefined {
  if (ref === "HEAD") return repository.commits[0];
  return ref.length < 7
    ? undefined
    : repository.commits.find((sha) => sha.startsWith(ref.toLowerCase()));
}

function noCommit({ ref }: CommitCall): EmulatorResponse {
  return failure(422, `No commit found for SHA: ${ref}`);
}

function statusesOf({ repository }: CommitCall, sha: string): StatusState[] {
  return repository.statuses.filter((one) => one.sha === sha);
}

/** One page, 30 a page and 100 at most, with the pages around it in `Link` (document). */
function page<T>({ url }: CommitCall, all: readonly T[]) {
  const size = Math.min(wholeNumber(url, "per_page") ?? 30, 100);
  const current = wholeNumber(url, "page") ?? 1;
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = Object.entries({ prev: current - 1, next: current + 1, last })
    .filter(([name, number]) => number >= 1 && (name === "prev" ? number < last : current < last))
    .map(([name, number]) => {
      const there = new URL(url);
      there.searchParams.set("page", `${number}`);
      return `<${there}>; rel="${name}"`;
    })
    .join(", ");
  const headers: Record<string, string> = link ? { link } : {};
  return { chosen: all.slice((current - 1) * size, current * size), headers };
}

function wholeNumber(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name) ?? "";
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}

function objectIn(body = ""): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

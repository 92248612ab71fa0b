/** A commit status as it was posted; it never changes. */
export interface StatusState {
  readonly id: number;
  /** Lower case. */
  readonly sha: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly context: string;
  /** Epoch milliseconds of the client's clock. */
  readonly createdAt: number;
}

/** What a client says about a commit. */
type NewStatus = Pick<StatusState, "state" | "description" | "targetUrl" | "context">;

/** Why a status is refused: what is wrong, and with which field if it is about one. */
interface StatusProblem {
  readonly field?: string;
  readonly message: string;
}

const STATES: readonly unknown[] = ["error", "failure", "pending", "success"];
const AVATAR = "https://avatars.githubusercontent.com/in/15368?v=4";

/** Characters of a description (public issues). */
const MOST_CHARACTERS = 140;
/** Statuses of a commit and context (document). */
const MOST_STATUSES = 1000;

/** The status in the body of a POST, as far as it can be read. */
export function readStatus(body: Readonly<Record<string, unknown>>): NewStatus {
  const { state, description, target_url, context } = body;
  return {
    state: String(state),
    description: textOrNull(description),
    targetUrl: textOrNull(target_url),
    context: String(context ?? "default"),
  };
}

/** Everything that is wrong with a new status of a commit that has these already (public issues). */
export function problemsOf(
  { state, description, targetUrl, context }: NewStatus,
  earlier: readonly StatusState[],
): StatusProblem[] {
  const problems: StatusProblem[] = [];
  const refuse = (field: string, message: string) => problems.push({ field, message });
  if (!STATES.includes(state)) refuse("state", "is not included in the list");
  if (context === "") refuse("context", "can't be blank");
  if ([...(description ?? "")].length > MOST_CHARACTERS) {
    refuse("description", `is too long (maximum is ${MOST_CHARACTERS} characters)`);
  }
  if (targetUrl !== null && !/^https?:\/\//i.test(targetUrl)) {
    refuse("target_url", "must use http(s) scheme");
  }
  if (earlier.filter((one) => keyOf(one) === keyOf({ context })).length >= MOST_STATUSES) {
    problems.push({ message: "This SHA and context has reached the maximum number of statuses." });
  }
  return problems;
}

/** Problems as GitHub tells them in `errors`: one text, or until 2024 a list (public issues). */
export function errorsOf(problems: readonly StatusProblem[], legacy: boolean): unknown {
  if (!legacy) return `Validation failed: ${problems.map(asSentence).join(", ")}`;
  return problems.map(({ field, message }) => ({
    resource: "Status",
    code: "custom",
    ...(field && { field }),
    message: field ? `${field} ${message}` : message,
  }));
}

/** The newest status of each context, in the order given; contexts have no case (document). */
export function newestOfEach(newestFirst: readonly StatusState[]): StatusState[] {
  return newestFirst.filter(
    (one, index) => newestFirst.findIndex((other) => keyOf(other) === keyOf(one)) === index,
  );
}

/** The one state of several contexts (document). */
export function combinedState(statuses: readonly StatusState[]): "failure" | "pending" | "success" {
  const states = statuses.map(({ state }) => state);
  if (states.includes("failure") || states.includes("error")) return "failure";
  return states.length === 0 || states.includes("pending") ? "pending" : "success";
}

/** The status as a combined one lists it, without its creator (document). */
export function simpleStatus(status: StatusState, repositoryUrl: string): Record<string, unknown> {
  const { id, sha, state, description, targetUrl, context } = status;
  const at = `${new Date(status.createdAt).toISOString().slice(0, 19)}Z`;
  return {
    url: `${repositoryUrl}/statuses/${sha}`,
    avatar_url: AVATAR,
    id,
    node_id: Buffer.from(`06:Status${id}`).toString("base64"),
    state,
    description,
    target_url: targetUrl,
    context,
    created_at: at,
    updated_at: at,
  };
}

/** The status resource (document); the token of a workflow job posts as its robot. */
export function fullStatus(status: StatusState, repositoryUrl: string): Record<string, unknown> {
  const robot = { login: "github-actions[bot]", id: 41898282, type: "Bot", site_admin: false };
  return { ...simpleStatus(status, repositoryUrl), creator: { ...robot, avatar_url: AVATAR } };
}

function asSentence({ field, message }: StatusProblem): string {
  if (!field) return message;
  const words = field.replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${message}`;
}

function keyOf({ context }: { context: string }): string {
  return context.toLowerCase();
}

function textOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

import { decoded } from "../server/request-log.ts";
import { type EmulatorRequest, type EmulatorResponse, same } from "../server/wire.ts";
import {
  type CommitCall,
  combinedStatus,
  createStatus,
  failure,
  listStatuses,
  type RepositoryState,
} from "./commit-status-api.ts";

/** What a token may do with commit statuses, as a workflow's `permissions` say it. */
type StatusPermission = "none" | "read" | "write";

interface Route {
  readonly method: "GET" | "POST";
  /** Below the repository; its one variable part names the commit. */
  readonly path: RegExp;
  readonly needs: "read" | "write";
  readonly handler: (call: CommitCall) => EmulatorResponse;
}

const ROUTES: readonly Route[] = [
  { method: "POST", path: /^statuses\/([^/]+)$/, needs: "write", handler: createStatus },
  { method: "GET", path: /^statuses\/([^/]+)$/, needs: "read", handler: listStatuses },
  { method: "GET", path: /^commits\/([^/]+)\/statuses$/, needs: "read", handler: listStatuses },
  { method: "GET", path: /^commits\/([^/]+)\/status$/, needs: "read", handler: combinedStatus },
];

/** `GITHUB_API_URL` ends in it on GitHub Enterprise Server and has no path on github.com (document). */
const ENTERPRISE_PATH = "/api/v3";

/** GitHub's REST API, as far as commit statuses go. */
export class GitHubApi {
  /** What `GITHUB_TOKEN` holds in a job with `statuses: write`. */
  readonly token = "emulator-github-token";
  /** What each token may do. */
  readonly tokens = new Map<string, StatusPermission>([[this.token, "write"]]);
  /** Gives validation errors as a list of objects, as github.com did until 2024, and not as one text. */
  legacyErrors = false;
  readonly #repositories: RepositoryState[] = [];
  readonly #now: () => number;
  readonly #origin: () => string;

  /** `now` is the clock of the clients; `origin` is the emulator's own. */
  constructor(now: () => number, origin: () => string) {
    this.#now = now;
    this.#origin = origin;
  }

  /** What `GITHUB_API_URL` holds on github.com. */
  get url(): string {
    return this.#origin();
  }

  /** What `GITHUB_API_URL` holds on GitHub Enterprise Server. */
  get enterpriseUrl(): string {
    return `${this.#origin()}${ENTERPRISE_PATH}`;
  }

  /** Adds a repository with whole SHAs of commits, the head of its default branch first. */
  addRepository(fullName: string, commits: readonly string[]): RepositoryState {
    const added = { fullName, commits: [...commits], statuses: [] };
    this.#repositories.push(added);
    return added;
  }

  /** A repository by name; the first without one. */
  repository(fullName?: string): RepositoryState {
    const found = this.#repositories.find(
      (one) => fullName === undefined || same(one.fullName, fullName),
    );
    if (!found) throw new Error(`The emulator has no repository '${fullName}'.`);
    return found;
  }

  /** Answers what is the API's, in the order in which GitHub checks; undefined: the path is not. */
  answer(request: EmulatorRequest, url: URL): EmulatorResponse | undefined {
    const [base = ""] = /^\/api\/v3(?=\/|$)/.exec(url.pathname) ?? [];
    const path = url.pathname.slice(base.length);
    if (base === "" && !path.startsWith("/repos/")) return undefined;
    if (!request.headers["user-agent"]) return withoutUserAgent();
    const permission = this.#permissionOf(request.headers.authorization ?? "");
    if (typeof permission === "object") return permission;

    const [, owner, name, rest = ""] = /^\/repos\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const repository = this.#repositories.find((one) => same(one.fullName, `${owner}/${name}`));
    const route = ROUTES.find(({ method, path }) => method === request.method && path.test(rest));
    if (!repository || !route) return failure(404, "Not Found");
    if (permission !== "write" && permission !== route.needs) {
      const headers = { "x-accepted-github-permissions": `statuses=${route.needs}` };
      return failure(403, "Resource not accessible by integration", { headers });
    }
    return route.handler({
      request,
      url,
      repository,
      repositoryUrl: `${this.#origin()}${base}/repos/${repository.fullName}`,
      ref: decoded(route.path.exec(rest)?.[1] ?? ""),
      now: this.#now(),
      legacyErrors: this.legacyErrors,
    });
  }

  #permissionOf(authorization: string): StatusPermission | EmulatorResponse {
    if (authorization === "") return failure(401, "Requires authentication");
    const token = /^(?:token|bearer) (\S+)$/i.exec(authorization)?.[1] ?? "";
    return this.tokens.get(token) ?? failure(401, "Bad credentials");
  }
}

/** GitHub lets in nobody who does not say what he is (document; the text is approximate). */
function withoutUserAgent(): EmulatorResponse {
  const body = "Request forbidden by administrative rules: it has no User-Agent header.";
  return { status: 403, headers: { "content-type": "text/plain" }, body };
}

import { type KeySet, signingKey } from "../identity/jwt.ts";
import { guidOf, guidSource } from "../server/ids.ts";
import { type EmulatorRequest, type EmulatorResponse, json, same } from "../server/wire.ts";

const ISSUER_PATH = "/token.actions.githubusercontent.com";
const REQUEST_PATH = `/actions/idtoken/${guidOf("workflow run")}/${guidOf("job")}`;
/** An assertion is dated back and lives five minutes (document: GitHub's example token). */
const VALID_SECONDS = { before: 600, after: 300 };

/** GitHub's OIDC provider as a workflow job with `id-token: write` meets it. */
export class GitHubOidc {
  /** What `ACTIONS_ID_TOKEN_REQUEST_TOKEN` holds. */
  readonly requestToken = "emulator-actions-id-token-request-token";
  /** How many assertions were asked for, the refused ones included. */
  requests = 0;
  /** Claims of the next assertions; those of issue (`iss`, `aud`, `jti`, times) come on top. */
  claims: Record<string, unknown> = claimsOf("contoso", "payroll");
  readonly #now: () => number;
  readonly #origin: () => string;
  readonly #newId = guidSource("assertion");

  /** `now` is the clock of the clients; `origin` is the emulator's own. */
  constructor(now: () => number, origin: () => string) {
    this.#now = now;
    this.#origin = origin;
  }

  /** What `ACTIONS_ID_TOKEN_REQUEST_URL` holds. */
  get requestUrl(): string {
    return `${this.#origin()}${REQUEST_PATH}?api-version=2.0`;
  }

  /** The `iss` of its assertions. */
  get issuer(): string {
    return `${this.#origin()}${ISSUER_PATH}`;
  }

  /** Its public keys. */
  get keySet(): KeySet {
    return signingKey("github").keySet;
  }

  /** An assertion as the endpoint gives it; `claims` replaces any of its claims. */
  assertion(audience: string, claims: Record<string, unknown> = {}): string {
    const now = Math.floor(this.#now() / 1000);
    return signingKey("github").sign({
      jti: this.#newId(),
      ...this.claims,
      aud: audience,
      iss: this.issuer,
      nbf: now - VALID_SECONDS.before,
      iat: now,
      exp: now + VALID_SECONDS.after,
      ...claims,
    });
  }

  /** Answers what is GitHub's; undefined: the path is not. */
  answer(request: EmulatorRequest, url: URL): EmulatorResponse | undefined {
    if (same(url.pathname, REQUEST_PATH)) return this.#give(request, url);
    if (same(url.pathname, `${ISSUER_PATH}/.well-known/jwks`)) return json(this.keySet);
    if (same(url.pathname, `${ISSUER_PATH}/.well-known/openid-configuration`)) {
      return json({
        issuer: this.issuer,
        jwks_uri: `${this.issuer}/.well-known/jwks`,
        subject_types_supported: ["public", "pairwise"],
        response_types_supported: ["id_token"],
        claims_supported: ["sub", "aud", "exp", "iat", "iss", "jti", ...Object.keys(this.claims)],
        id_token_signing_alg_values_supported: ["RS256"],
        scopes_supported: ["openid"],
      });
    }
    return undefined;
  }

  #give({ method, headers }: EmulatorRequest, url: URL): EmulatorResponse {
    this.requests += 1;
    if (method !== "GET") return json({ message: "Only GET is supported." }, 405);
    if (/^bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1] !== this.requestToken) {
      return json({ message: "The bearer token is missing or not that of the job." }, 401);
    }
    const owner = String(this.claims.repository_owner);
    return json({
      value: this.assertion(url.searchParams.get("audience") ?? `https://github.com/${owner}`),
    });
  }
}

/** The claims of a push to the main branch (document). */
function claimsOf(owner: string, name: string): Record<string, unknown> {
  const repository = `${owner}/${name}`;
  const ref = "refs/heads/main";
  const workflow = `${repository}/.github/workflows/migrate.yml@${ref}`;
  const sha = "6f1c0b4f3a2e5d7c8b9a0f1e2d3c4b5a69788f70";
  return {
    sub: `repo:${repository}:ref:${ref}`,
    ref,
    sha,
    repository,
    repository_owner: owner,
    repository_owner_id: "65",
    repository_id: "74",
    repository_visibility: "private",
    run_id: "4711",
    run_number: "10",
    run_attempt: "1",
    actor: "octocat",
    actor_id: "12",
    workflow: "migrate",
    workflow_ref: workflow,
    workflow_sha: sha,
    job_workflow_ref: workflow,
    job_workflow_sha: sha,
    head_ref: "",
    base_ref: "",
    event_name: "push",
    ref_type: "branch",
    ref_protected: "true",
    runner_environment: "github-hosted",
  };
}

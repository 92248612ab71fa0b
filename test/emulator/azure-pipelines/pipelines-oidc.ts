import { type KeySet, signingKey } from "../identity/jwt.ts";
import { guidOf, guidSource } from "../server/ids.ts";
import { type EmulatorRequest, type EmulatorResponse, json, same } from "../server/wire.ts";

const ORGANIZATION = "contoso";
const ISSUER_PATH = `/vstoken.dev.azure.com/${guidOf("organization")}`;
const REQUEST_PATH = `/${ORGANIZATION}/${guidOf("project")}/_apis/distributedtask/hubs/build/plans/${guidOf("plan")}/jobs/${guidOf("pipeline job")}/oidctoken`;
/** Of all assertions; a request cannot choose another one (document). */
const AUDIENCE = "api://AzureADTokenExchange";
/** How long an assertion lives (public issues); it is dated back a little. */
const VALID_SECONDS = { before: 300, after: 600 };

/** A service connection, by its id. */
interface ServiceConnection {
  /** The `sub` of its assertions. */
  readonly subject: string;
  /** False: another scheme, or not authorized for this pipeline. */
  readonly isFederated: boolean;
}

/** The OIDC provider of Azure Pipelines as a job with a service connection meets it. */
export class PipelinesOidc {
  /** The job's own token, `System.AccessToken`. */
  readonly jobToken = "emulator-system-access-token";
  /** Epoch milliseconds of the client's clock; undefined: the token lasts. */
  jobTokenExpiresAt: number | undefined;
  /** The id of the connection that is there from the start. */
  readonly connectionId = guidOf("service connection");
  readonly connections = new Map<string, ServiceConnection>([
    [this.connectionId, { subject: `sc://${ORGANIZATION}/payroll/backup-gate`, isFederated: true }],
  ]);
  /** How many assertions were asked for, the refused ones included. */
  requests = 0;
  readonly #now: () => number;
  readonly #origin: () => string;
  readonly #newId = guidSource("pipelines assertion");

  /** `now` is the clock of the clients; `origin` is the emulator's own. */
  constructor(now: () => number, origin: () => string) {
    this.#now = now;
    this.#origin = origin;
  }

  /** What `SYSTEM_OIDCREQUESTURI` holds. */
  get requestUri(): string {
    return `${this.#origin()}${REQUEST_PATH}`;
  }

  /** The `iss` of its assertions. */
  get issuer(): string {
    return `${this.#origin()}${ISSUER_PATH}`;
  }

  /** Its public keys. */
  get keySet(): KeySet {
    return signingKey("azure-pipelines").keySet;
  }

  /** What an application has to trust for a connection; its issuer moves with the emulator. */
  credential(connectionId = this.connectionId) {
    const { subject } = this.#connection(connectionId);
    const issuer = () => this.issuer;
    return {
      subject,
      audience: AUDIENCE,
      get issuer() {
        return issuer();
      },
    };
  }

  /** An assertion as the endpoint gives it; `claims` replaces any of its claims. */
  assertion(claims: Record<string, unknown> = {}, connectionId = this.connectionId): string {
    const now = Math.floor(this.#now() / 1000);
    return signingKey("azure-pipelines").sign({
      jti: this.#newId(),
      sub: this.#connection(connectionId).subject,
      aud: AUDIENCE,
      iss: this.issuer,
      nbf: now - VALID_SECONDS.before,
      iat: now,
      exp: now + VALID_SECONDS.after,
      ...claims,
    });
  }

  /** Answers what is of Azure Pipelines; undefined: the path is not. */
  answer(request: EmulatorRequest, url: URL): EmulatorResponse | undefined {
    if (same(url.pathname, REQUEST_PATH)) return this.#give(request, url);
    if (same(url.pathname, `${ISSUER_PATH}/.well-known/jwks`)) return json(this.keySet);
    if (same(url.pathname, `${ISSUER_PATH}/.well-known/openid-configuration`)) {
      return json({
        issuer: this.issuer,
        jwks_uri: `${this.issuer}/.well-known/jwks`,
        subject_types_supported: ["public", "pairwise"],
        response_types_supported: ["id_token"],
        id_token_signing_alg_values_supported: ["RS256"],
      });
    }
    return undefined;
  }

  #give({ method, headers }: EmulatorRequest, url: URL): EmulatorResponse {
    this.requests += 1;
    if (method !== "POST") return refusal(405, "The requested resource does not support GET.");
    const token = /^bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
    if (token !== this.jobToken || (this.jobTokenExpiresAt ?? Infinity) <= this.#now()) {
      // Without the header a browser is assumed, and sent to a page of its own (document).
      return headers["x-tfs-fedauthredirect"] === "Suppress"
        ? refusal(401, "TF400813: The user is not authorized to access this resource.")
        : { status: 302, headers: { location: `${this.#origin()}/_signin` }, body: "" };
    }
    const version = url.searchParams.get("api-version");
    if (version !== "7.1") return refusal(400, `The api-version '${version}' is not supported.`);
    const id = url.searchParams.get("serviceConnectionId") ?? "";
    const connection = this.connections.get(id.toLowerCase());
    if (connection === undefined) {
      return refusal(404, `The service connection '${id}' was not found or is not authorized.`);
    }
    if (!connection.isFederated) {
      return refusal(
        400,
        `The service connection '${id}' does not use workload identity federation.`,
      );
    }
    return json({ oidcToken: this.assertion({}, id.toLowerCase()) });
  }

  #connection(id: string): ServiceConnection {
    const connection = this.connections.get(id);
    if (connection === undefined) throw new Error(`There is no service connection '${id}'.`);
    return connection;
  }
}

/** Azure DevOps' shape of an error (document). */
function refusal(status: number, message: string): EmulatorResponse {
  return json({ $id: "1", message, typeKey: "VssServiceException", errorCode: 0 }, status);
}

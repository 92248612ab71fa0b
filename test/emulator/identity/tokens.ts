import { guidSource } from "../server/ids.ts";
import { Refusal, same } from "../server/wire.ts";
import { isSignedBy, type Jwt, type KeySet, parseJwt, signingKey } from "./jwt.ts";

/** How long Entra's tokens live unless told otherwise, seconds of the client's clock. */
const LIFETIME_SECONDS = 3599;

/** What ARM takes as its own name in the public and the national clouds (document). */
const ARM_AUDIENCES = [
  "https://management.core.windows.net",
  "https://management.azure.com",
  "https://management.core.usgovcloudapi.net",
  "https://management.usgovcloudapi.net",
  "https://management.core.chinacloudapi.cn",
  "https://management.chinacloudapi.cn",
];

/** Whom a token is for, in the words of its claims. */
interface TokenOwner {
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
}

/** A token that was issued; times are epoch milliseconds of the client's clock. */
export interface IssuedToken {
  readonly token: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** From issue to expiry, as the client's clock measures it. */
  readonly lifetimeSeconds: number;
}

/** How tokens are made. */
export interface TokenSettings {
  /** Epoch milliseconds of the clients: the virtual clock where there is one, else real time. */
  readonly now: () => number;
  /** How many emulated seconds pass in one of the client's. */
  readonly timeScale: number;
  readonly origin: () => string;
}

/** Issues access tokens in Entra's name and checks them in ARM's. */
export class Tokens {
  /** Seconds of the emulated world that new tokens live; undefined: 3599 of the client's. */
  lifetimeSeconds: number | undefined;
  readonly #settings: TokenSettings;
  readonly #accepted = new Map<string, number>([["test-token", Infinity]]);
  readonly #newId = guidSource("token");

  constructor(settings: TokenSettings) {
    this.#settings = settings;
  }

  /** The public keys of the authority. */
  get keySet(): KeySet {
    return signingKey("authority").keySet;
  }

  /** Honours a token that no authority issued, until `expiresAt` (epoch ms). */
  accept(token: string, expiresAt = Infinity): void {
    this.#accepted.set(token, expiresAt);
  }

  /** Issues a token; `lifetimeSeconds` are of the emulated world. */
  issue(
    { tenantId, clientId, objectId }: TokenOwner,
    audience: string,
    lifetimeSeconds = this.lifetimeSeconds,
  ): IssuedToken {
    const issuedAt = this.#settings.now();
    const seconds =
      lifetimeSeconds === undefined
        ? LIFETIME_SECONDS
        : Math.max(1, Math.round(lifetimeSeconds / this.#settings.timeScale));
    const expiresAt = issuedAt + seconds * 1000;
    const token = signingKey("authority").sign({
      aud: audience,
      iss: issuerOf(tenantId),
      iat: Math.floor(issuedAt / 1000),
      nbf: Math.floor(issuedAt / 1000),
      exp: Math.floor(expiresAt / 1000),
      appid: clientId,
      appidacr: "1",
      idp: issuerOf(tenantId),
      idtyp: "app",
      oid: objectId,
      sub: objectId,
      tid: tenantId,
      uti: this.#newId(),
      ver: "1.0",
    });
    return { token, issuedAt, expiresAt, lifetimeSeconds: seconds };
  }

  /** Whether ARM would honour a token, in that tenant if one is named. */
  isValid(token: string, tenantId?: string): boolean {
    return this.#problem(token, tenantId) === undefined;
  }

  /** The tenant of a request's token; undefined for one that no authority issued. */
  tenantOf(authorization: string | undefined): string | undefined {
    const tenantId = parseJwt(bearer(authorization) ?? "")?.claims.tid;
    return tenantId === undefined ? undefined : String(tenantId);
  }

  /**
   * Refuses a request without a good bearer token, as the gateway does (document); `tenantId` is
   * that of the subscription, undefined where a request names none.
   */
  check(authorization: string | undefined, tenantId: string | undefined): void {
    const token = bearer(authorization);
    const problem = token
      ? this.#problem(token, tenantId)
      : {
          code: "AuthenticationFailed",
          message: "Authentication failed. The 'Authorization' header is missing.",
        };
    if (!problem) return;
    const { code, message } = problem;
    const authority = `${this.#settings.origin()}/${tenantId ?? "common"}`;
    throw new Refusal(401, code, message, {
      "www-authenticate": `Bearer authorization_uri="${authority}", error="invalid_token", error_description="${message}"`,
      "x-ms-failure-cause": "gateway",
    });
  }

  #problem(token: string, tenantId?: string): { code: string; message: string } | undefined {
    const acceptedUntil = this.#accepted.get(token);
    if (acceptedUntil !== undefined) return this.#expired(acceptedUntil);
    const jwt = parseJwt(token);
    if (!jwt || !isSignedBy(this.keySet, jwt)) {
      return { code: "InvalidAuthenticationToken", message: "The access token is invalid." };
    }
    return (
      this.#expired(Number(jwt.claims.exp) * 1000) ??
      this.#wrongAudience(jwt) ??
      wrongTenant(jwt, tenantId)
    );
  }

  #expired(expiresAt: number) {
    const now = this.#settings.now();
    if (expiresAt > now) return undefined;
    return {
      code: "ExpiredAuthenticationToken",
      message: `The access token expiry UTC time '${new Date(expiresAt).toISOString()}' is earlier than current UTC time '${new Date(now).toISOString()}'.`,
    };
  }

  #wrongAudience({ claims }: Jwt) {
    const audiences = [...ARM_AUDIENCES, this.#settings.origin()];
    const given = String(claims.aud);
    if (audiences.includes(given.replace(/\/$/, ""))) return undefined;
    return {
      code: "InvalidAuthenticationTokenAudience",
      message: `The access token was obtained for the audience '${given}', which is none of '${audiences.join("', '")}'.`,
    };
  }
}

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
}

function wrongTenant({ claims }: Jwt, tenantId: string | undefined) {
  if (tenantId === undefined || same(String(claims.tid), tenantId)) return undefined;
  return {
    code: "InvalidAuthenticationTokenTenant",
    message: `The access token is from the issuer '${claims.iss}', and the subscription belongs to the tenant '${issuerOf(tenantId)}'.`,
  };
}

/** The `iss` of tokens for resources of the first generation, such as ARM (document). */
function issuerOf(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

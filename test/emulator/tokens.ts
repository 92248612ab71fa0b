import { createHmac } from "node:crypto";
import { Refusal } from "./wire.ts";

const LIFETIME_MS = 3599 * 1000;

/** Tokens that the emulated ARM honours. Their time is the client's own, not the emulated one. */
export class Tokens {
  readonly #expiry = new Map<string, number>([["test-token", Infinity]]);
  readonly #now: () => number;
  #count = 0;
  /** Whom a 401 sends the client to. */
  tenant = "11111111-1111-1111-1111-111111111111";

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Honours a token until `expiresAt` (epoch ms). */
  accept(token: string, expiresAt = Infinity): void {
    this.#expiry.set(token, expiresAt);
  }

  /** Issues a token in the form of a JWT; ARM knows it by heart, so its signature is worth nothing. */
  issue(claims: Record<string, unknown>): { token: string; expiresAt: number; issuedAt: number } {
    const issuedAt = this.#now();
    const expiresAt = issuedAt + LIFETIME_MS;
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const times = {
      iat: Math.floor(issuedAt / 1000),
      nbf: Math.floor(issuedAt / 1000),
      exp: Math.floor(expiresAt / 1000),
    };
    const head = `${part({ typ: "JWT", alg: "HS256" })}.${part({ ...claims, ...times, jti: this.#count++ })}`;
    const token = `${head}.${createHmac("sha256", "emulator").update(head).digest("base64url")}`;
    this.accept(token, expiresAt);
    return { token, expiresAt, issuedAt };
  }

  /** Whether a token is known and has not expired. */
  isValid(token: string): boolean {
    return (this.#expiry.get(token) ?? 0) > this.#now();
  }

  /** Refuses a request without a good bearer token, as the gateway does (document). */
  check(authorization: string | undefined): void {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
    if (!token) {
      throw this.#unauthorized(
        "AuthenticationFailed",
        "Authentication failed. The 'Authorization' header is missing.",
      );
    }
    const expiresAt = this.#expiry.get(token);
    if (expiresAt === undefined) {
      throw this.#unauthorized("InvalidAuthenticationToken", "The access token is invalid.");
    }
    if (expiresAt <= this.#now()) {
      throw this.#unauthorized(
        "ExpiredAuthenticationToken",
        `The access token expiry UTC time '${new Date(expiresAt).toISOString()}' is earlier than current UTC time '${new Date(this.#now()).toISOString()}'.`,
      );
    }
  }

  #unauthorized(code: string, message: string): Refusal {
    return new Refusal(401, code, message, {
      "www-authenticate": `Bearer authorization_uri="https://login.microsoftonline.com/${this.tenant}", error="invalid_token", error_description="${message}"`,
      "x-ms-failure-cause": "gateway",
    });
  }
}

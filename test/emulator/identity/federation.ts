import type { FederatedCredential, IdentityState } from "./entra.ts";
import { SignInRefusal } from "./entra-errors.ts";
import { isSignedBy, type Jwt, type KeySet } from "./jwt.ts";

/** A provider whose assertions can be proven. */
interface AssertionProvider {
  readonly issuer: string;
  readonly keySet: KeySet;
}

/** What an assertion is held against. */
interface AssertionCheck {
  readonly identity: IdentityState;
  /** All that there are; the first one is that of a credential without an issuer. */
  readonly providers: readonly [AssertionProvider, ...AssertionProvider[]];
  /** Epoch milliseconds. */
  readonly now: number;
  /** One code for every mismatch, as until 2023. */
  readonly legacyErrors: boolean;
}

/**
 * Refuses a federated assertion unless a credential of the identity names its issuer, subject and
 * audience, the issuer's key has signed it, and it is valid now. Only the order of these checks is
 * assumed.
 */
export function checkAssertion(jwt: Jwt, check: AssertionCheck): void {
  const { identity, providers, now } = check;
  checkClaims(jwt, check);
  const provider = providers.find(({ issuer }) => issuer === jwt.claims.iss);
  if (!provider || !isSignedBy(provider.keySet, jwt)) {
    throw new SignInRefusal(
      700027,
      `The signature of the client assertion for '${identity.clientId}' could not be verified with a key of its issuer. Key used by the client: '${jwt.header.kid}'.`,
    );
  }
  const [from, until] = [Number(jwt.claims.nbf ?? 0) * 1000, Number(jwt.claims.exp) * 1000];
  if (!(from <= now && now < until)) {
    const text = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : "never");
    throw new SignInRefusal(
      700024,
      `The client assertion is used outside of its validity. It is ${text(now)}; the assertion is valid from ${text(from)} until ${text(until)}.`,
    );
  }
}

function checkClaims({ claims }: Jwt, check: AssertionCheck): void {
  const { identity, providers, legacyErrors } = check;
  const trusted = identity.federatedCredentials;
  if (trusted.length === 0) {
    throw new SignInRefusal(
      70025,
      `No federated identity credential is configured for the client '${identity.clientId}'.`,
    );
  }
  const { iss, sub, aud } = claims;
  const byIssuer = trusted.filter((one) => (one.issuer ?? providers[0].issuer) === iss);
  const bySubject = byIssuer.filter((one) => one.subject === sub);
  const byAudience = bySubject.filter((one) => one.audience === aud);
  if (byAudience.length > 0) return;
  if (legacyErrors) {
    throw new SignInRefusal(
      70021,
      `No federated identity record matches the presented assertion. Its issuer: '${iss}'. Its subject: '${sub}'. Its audience: '${aud}'.`,
    );
  }
  if (byIssuer.length === 0) throw mismatch(700211, "issuer", iss);
  if (bySubject.length === 0) {
    throw mismatch(isOffByCase(byIssuer, sub) ? 7002138 : 700213, "subject", sub);
  }
  throw mismatch(700212, "audience", aud);
}

/** A subject that differs in case only has a code of its own (public issues). */
function isOffByCase(credentials: readonly FederatedCredential[], subject: unknown): boolean {
  const wanted = String(subject).toLowerCase();
  return credentials.some((one) => one.subject.toLowerCase() === wanted);
}

function mismatch(code: number, claim: string, value: unknown): SignInRefusal {
  return new SignInRefusal(
    code,
    `No federated identity record matches the presented assertion's ${claim} '${value}'${code === 7002138 ? " unless case is ignored" : ""}. Compare the credential's issuer, subject and audience with those of the assertion.`,
  );
}

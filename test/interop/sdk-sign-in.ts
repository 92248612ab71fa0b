import {
  ClientAssertionCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { type Emulator, IDENTITY } from "../emulator/emulator.ts";
import type { Report } from "./table.ts";

const AUDIENCE = "api://AzureADTokenExchange";
const { tenantId, clientId } = IDENTITY;

/** A credential with a client secret, at the emulated authority. */
export function secretCredential(azure: Emulator, secret = IDENTITY.clientSecret) {
  return new ClientSecretCredential(tenantId, clientId, secret, authorityOf(azure));
}

/** A credential that asks the emulated GitHub for an assertion, as an action does. */
export function assertionCredential(azure: Emulator) {
  const { requestToken } = azure.github;
  const getAssertion = async () => {
    const url = `${azure.github.requestUrl}&audience=${encodeURIComponent(AUDIENCE)}`;
    const response = await fetch(url, { headers: { authorization: `bearer ${requestToken}` } });
    return ((await response.json()) as { value: string }).value;
  };
  return new ClientAssertionCredential(tenantId, clientId, getAssertion, authorityOf(azure));
}

/** Every way to sign in, the good ones and those that must fail. */
export async function signIns(
  azure: Emulator,
  report: Report,
  { imdsUrl, timeScale }: { imdsUrl: string; timeScale: number },
): Promise<void> {
  const attempt = async (action: string, wanted: string, credential: TokenCredential) => {
    const ended = await outcome(azure, credential);
    const ok = wanted === "token" ? ended === "token" : ended.includes(wanted);
    const shown = ok ? wanted : "not so";
    report.add({ action, ended: shown, state: `ARM: ${arm(wanted)}`, ok, problem: ended });
  };
  await attempt("ClientSecretCredential", "token", secretCredential(azure));
  await attempt(
    "ClientSecretCredential, wrong secret",
    "AADSTS7000215",
    secretCredential(azure, "x"),
  );
  azure.entra.identity().secretExpiresAt = 1;
  await attempt("ClientSecretCredential, expired secret", "AADSTS7000222", secretCredential(azure));
  azure.entra.identity().secretExpiresAt = undefined;
  await attempt(
    "ClientSecretCredential, unknown tenant",
    "endpoints_resolution_error", // all that MSAL makes of AADSTS90002
    new ClientSecretCredential("44444444-4444-4444-4444-444444444444", clientId, "x", {
      ...authorityOf(azure),
    }),
  );
  await attempt("ClientAssertionCredential", "token", assertionCredential(azure));

  const { claims } = azure.github;
  for (const [what, changed, code] of [
    ["another branch", { sub: "repo:contoso/payroll:ref:refs/heads/feature" }, "AADSTS700213"],
    ["another case", { sub: "repo:Contoso/payroll:ref:refs/heads/main" }, "AADSTS7002138"],
  ] as const) {
    azure.github.claims = { ...claims, ...changed };
    await attempt(`ClientAssertionCredential, ${what}`, code, assertionCredential(azure));
  }
  azure.github.claims = claims;

  await renewal(azure, report, 2 * timeScale);

  process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = imdsUrl;
  await attempt("ManagedIdentityCredential", "token", new ManagedIdentityCredential());
}

/** Tokens of two seconds, `lifetime` of Azure's: each call signs in anew, with a fresh assertion. */
async function renewal(azure: Emulator, report: Report, lifetime: number): Promise<void> {
  azure.entra.tokenLifetimeSeconds = lifetime;
  const credential = assertionCredential(azure);
  const before = azure.github.requests;
  const outcomes = [await outcome(azure, credential), await outcome(azure, credential)];
  const { token, lifetimeSeconds } = azure.entra.issue();
  azure.entra.tokenLifetimeSeconds = undefined;
  const assertions = azure.github.requests - before;
  await new Promise((resolve) => setTimeout(resolve, lifetimeSeconds * 1000));
  const taken = azure.entra.tokens.isValid(token);
  report.add({
    action: "ClientAssertionCredential, tokens of two seconds",
    ended: outcomes.join(" "),
    state: "a fresh assertion for each, an old token refused",
    ok: outcomes.every((one) => one === "token") && assertions >= 2 && !taken,
    problem: `${assertions} assertions; old token ${taken ? "taken" : "refused"}`,
  });
}

function authorityOf({ origin }: Emulator) {
  return {
    authorityHost: origin,
    disableInstanceDiscovery: true,
    retryOptions: { maxRetries: 0 },
  };
}

/** "token" if ARM honours what the credential gives, else what was said. */
async function outcome(azure: Emulator, credential: TokenCredential): Promise<string> {
  try {
    const answer = await credential.getToken(`${azure.origin}/.default`);
    const response = await fetch(`${azure.origin}/subscriptions?api-version=2022-12-01`, {
      headers: { authorization: `Bearer ${answer?.token}` },
    });
    return response.status === 200 ? "token" : await response.text();
  } catch (error) {
    return String(error);
  }
}

function arm(wanted: string): string {
  return wanted === "token" ? "200 with it" : "never asked";
}

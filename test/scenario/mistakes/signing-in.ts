import { tokenSource } from "../../../src/azure/identity/credential.ts";
import { explainSignIn } from "../../../src/azure/identity/sign-in-error.ts";
import { IDENTITY } from "../../emulator/emulator.ts";
import { SignInRefusal, signInRefused } from "../../emulator/identity/entra-errors.ts";
import type { Scenario } from "../../support/scenario.ts";
import { BACKUP, type Mistake, type StepSettings } from "./mistake.ts";

/** A backup that signs in by the ids that are given, if any. */
export const MINE = { ...BACKUP, "auth-type": "" };
const IDS = { "client-id": IDENTITY.clientId, "tenant-id": IDENTITY.tenantId };
/** A backup that signs in with GitHub OIDC. */
export const OIDC = { ...MINE, ...IDS };
/** The same with a secret. */
export const SECRET = { ...OIDC, "client-secret": IDENTITY.clientSecret };
/** An id that nobody has. */
export const NOBODY = "44444444-4444-4444-4444-444444444444";

/** Signs in for real: `@azure/identity` against the emulator's authority and GitHub's assertions. */
export function forReal({ azure }: Scenario): StepSettings {
  return {
    env: {
      AZURE_AUTHORITY_HOST: azure.origin,
      ACTIONS_ID_TOKEN_REQUEST_URL: azure.github.requestUrl,
    },
    oidcToken: async (audience) => azure.github.assertion(audience),
    world: { signIn: tokenSource },
  };
}

/** What Entra answers to every request for a token. */
export function entraSays(code: number, message: string, times = 1) {
  return ({ azure, clock }: Scenario) => {
    const { status, body } = signInRefused(new SignInRefusal(code, message), {
      now: clock.now(),
      correlationId: "1",
    });
    azure.fault({ path: "/oauth2/v2.0/token", times, answer: { status, body: body ?? "" } });
  };
}

/** An error as `@azure/identity` throws it where no request reaches the emulator. */
export function throwing(error: Error, failure?: unknown) {
  return (): StepSettings => ({
    world: {
      signIn:
        (settings, _cloud, { signIn: host }) =>
        async () => {
          throw explainSignIn(error, settings, {
            assertion: "",
            problem: failure === undefined ? undefined : { status: 0, said: failure },
            host,
          });
        },
    },
  });
}

/** Has GitHub present this subject. */
export function presenting(sub: string) {
  return ({ azure: { github } }: Scenario) => {
    github.claims = { ...github.claims, sub };
  };
}

interface Told {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly settings?: (scenario: Scenario) => StepSettings;
  readonly message: string;
}

/** A step that gets no token. */
export function fails(
  name: string,
  world: ((scenario: Scenario) => void) | undefined,
  { inputs = OIDC, settings = forReal, message }: Told,
): Mistake {
  const before = world === undefined ? {} : { world };
  return { name, inputs, settings, ...before, reason: "sign-in-failed", message };
}

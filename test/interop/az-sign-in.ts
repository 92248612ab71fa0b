import { type Emulator, IDENTITY } from "../emulator/emulator.ts";
import type { AzStep, Seen } from "./az-steps.ts";

const AUDIENCE = "api://AzureADTokenExchange";
const LOGIN = `login --service-principal -u ${IDENTITY.clientId} --tenant ${IDENTITY.tenantId}`;
const SHOWN = "login --service-principal";

/**
 * Making the cloud known, and every way to sign in that az and the emulator share; az ends signed
 * in with a secret. In between it has to forget its tokens, or it would go on with an old one.
 */
export function signInSteps(azure: Emulator, imdsUrl: string): AzStep[] {
  const { origin } = azure;
  return [
    {
      command: "config set core.instance_discovery=false --only-show-errors",
      state: "az takes an unknown authority's word",
      holds: ({ exitCode }) => exitCode === 0,
    },
    {
      command: `cloud register --name Entra --endpoint-resource-manager ${origin} --endpoint-active-directory ${origin}`,
      shown: "cloud register --endpoint-resource-manager URL --endpoint-active-directory URL",
      state: "asked for the metadata",
      holds: ({ azure }) => azure.requests.at(-1)?.path === "/metadata/endpoints",
    },
    use("Entra"),
    ...entraForm(azure),
    ...managedIdentity(imdsUrl),
    {
      command: `cloud register --name Emulator --endpoint-resource-manager ${origin}`,
      shown: "cloud register --endpoint-resource-manager URL",
      state: "asked for the metadata",
      holds: ({ azure }) => azure.requests.at(-1)?.path === "/metadata/endpoints",
    },
    use("Emulator"),
    ...adfsForm(azure),
  ];
}

const SIGN_OUT: AzStep = {
  command: "account clear",
  state: "signed out",
  holds: ({ exitCode }) => exitCode === 0,
};

function use(cloud: string): AzStep {
  return {
    command: `cloud set --name ${cloud}`,
    state: "the cloud is in use",
    holds: ({ exitCode }) => exitCode === 0,
  };
}

/** The paths of Entra itself. */
function entraForm({ github }: Emulator): AzStep[] {
  const foreign = { sub: "repo:mallory/payroll:ref:refs/heads/main" };
  const refused = (shown: string, command: string, code: string, text = code): AzStep => ({
    command,
    shown: `${SHOWN} ${shown}`,
    exit: 1,
    state: code,
    holds: ({ stderr }) => stderr.includes(code) && stderr.includes(text),
  });
  const token = (claims: Record<string, unknown>) => github.assertion(AUDIENCE, claims);
  const federated = (assertion: string) => `${LOGIN} --federated-token ${assertion}`;
  return [
    refused(
      "--tenant UNKNOWN -p SECRET",
      `login --service-principal -u ${IDENTITY.clientId} --tenant 44444444-4444-4444-4444-444444444444 -p x`,
      "AADSTS90002",
    ),
    refused("-p WRONG", `${LOGIN} -p wrong`, "AADSTS7000215"),
    refused("--federated-token FOREIGN", federated(token(foreign)), "AADSTS700213", foreign.sub),
    refused("--federated-token EXPIRED", federated(token({ exp: 1 })), "AADSTS700024"),
    refused("--federated-token FORGED", federated(`${token({})}AAAA`), "AADSTS700027"),
    {
      command: federated(token({})),
      shown: `${SHOWN} --federated-token TOKEN`,
      state: "signed in by the assertion, under /{tenant}",
      holds: (seen) => isSignedIn(seen) && sentAssertion(seen, `/${IDENTITY.tenantId}/oauth2`),
    },
    {
      command: "account get-access-token",
      state: "a token of the tenant",
      holds: ({ json }) => json.tenant === IDENTITY.tenantId && json.accessToken.length > 100,
    },
    SIGN_OUT,
  ];
}

function managedIdentity(imdsUrl: string): AzStep[] {
  const env = { AZURE_POD_IDENTITY_AUTHORITY_HOST: imdsUrl };
  return [
    {
      command: "login --identity --client-id 33333333-3333-3333-3333-333333333333",
      env,
      exit: 1,
      state: "an unknown identity is not found",
      holds: ({ stderr }) => stderr.includes("Identity not found"),
    },
    {
      command: "login --identity",
      env,
      state: "the metadata service gave the token",
      holds: (seen) => isSignedIn(seen) && asked(seen.azure, "/metadata/identity"),
    },
    SIGN_OUT,
  ];
}

/** The paths of AD FS, which MSAL takes for granted. */
function adfsForm({ github }: Emulator): AzStep[] {
  return [
    {
      command: `${LOGIN} -p wrong`,
      shown: `${SHOWN} -p WRONG`,
      exit: 1,
      state: "AADSTS7000215",
      holds: ({ stderr, azure }) => stderr.includes("AADSTS7000215") && asked(azure, "/adfs"),
    },
    {
      command: `${LOGIN} --federated-token ${github.assertion(AUDIENCE)}`,
      shown: `${SHOWN} --federated-token TOKEN`,
      state: "signed in by the assertion, under /adfs",
      holds: (seen) => isSignedIn(seen) && sentAssertion(seen, "/adfs/oauth2"),
    },
    SIGN_OUT,
    {
      command: `${LOGIN} -p ${IDENTITY.clientSecret}`,
      shown: `${SHOWN} -p SECRET`,
      state: "one subscription, of the tenant",
      holds: isSignedIn,
    },
    {
      command: "account show",
      state: "service principal of the tenant",
      holds: ({ json }) =>
        json.tenantId === IDENTITY.tenantId && json.user.type === "servicePrincipal",
    },
  ];
}

function isSignedIn({ json }: Seen): boolean {
  return json.length === 1 && json[0].tenantId === IDENTITY.tenantId && json[0].isDefault;
}

/** Whether one of the last requests went to a path that begins so. */
function asked({ requests }: Emulator, path: string): boolean {
  return requests.slice(-4).some((one) => one.path.startsWith(path));
}

function sentAssertion({ azure }: Seen, path: string): boolean {
  const form = azure.requests.findLast((one) => one.path.startsWith(path))?.body;
  return form?.includes("client_assertion=") === true && !form.includes("client_secret");
}

import { IDENTITY } from "../../emulator/emulator.ts";
import { BACKUP, type Mistake, refusing } from "./mistake.ts";
import { entraSays, fails, MINE, NOBODY, SECRET, throwing } from "./signing-in.ts";

/** What keeps a step from a token that signs in in another way. */
export const SIGN_INS: readonly Mistake[] = [
  fails("a client that the tenant does not have", undefined, {
    inputs: { ...SECRET, "client-id": NOBODY },
    message:
      "Could not sign in: AADSTS700016: The application '44444444-4444-4444-4444-444444444444' was not found in the directory '11111111-1111-1111-1111-111111111111'. What to do: The tenant has no application with this client id. Check 'client-id' and 'tenant-id'. Entra's trace id is (id).",
  }),
  fails("a tenant that does not exist", undefined, {
    inputs: { ...SECRET, "tenant-id": NOBODY },
    message:
      "Could not sign in: AADSTS90002: The tenant '44444444-4444-4444-4444-444444444444' was not found. What to do: There is no such tenant. Check 'tenant-id' and 'environment'. Entra's trace id is (id).",
  }),
  fails("a secret's id instead of its value", undefined, {
    inputs: { ...SECRET, "client-secret": NOBODY },
    message:
      "Could not sign in: AADSTS7000215: The client secret for '22222222-2222-2222-2222-222222222222' is not valid. Send the secret's value, not its id. What to do: The client secret is wrong. Use the secret's value, not its id. Entra's trace id is (id).",
  }),
  fails(
    "a secret that has expired",
    ({ azure: { entra } }) => {
      entra.identity().secretExpiresAt = 1;
    },
    {
      inputs: SECRET,
      message:
        "Could not sign in: AADSTS7000222: The client secret for '22222222-2222-2222-2222-222222222222' has expired. What to do: The client secret has expired. Make a new one, or sign in without a secret. Entra's trace id is (id).",
    },
  ),
  fails(
    "conditional access that blocks the runner's network",
    entraSays(53003, "Access is blocked by conditional access."),
    {
      inputs: SECRET,
      message:
        "Could not sign in: AADSTS53003: Access is blocked by conditional access. What to do: A conditional access policy blocks this identity, for example because of this machine's network address. Run the step on a machine that the policy allows, or ask whoever owns the policy to let the identity pass. Entra's trace id is (id).",
    },
  ),
  fails("an application that is disabled", entraSays(7000112, "The application is disabled."), {
    inputs: SECRET,
    message:
      "Could not sign in: AADSTS7000112: The application is disabled. What to do: The application is disabled. Have it enabled again in the tenant's enterprise applications. Entra's trace id is (id).",
  }),
  fails(
    "an application without a service principal in the tenant",
    entraSays(7000229, "The service principal is missing."),
    {
      inputs: SECRET,
      message:
        "Could not sign in: AADSTS7000229: The service principal is missing. What to do: The application has no service principal in this tenant. Check 'tenant-id'; if it is right, create one with 'az ad sp create --id CLIENT_ID'. Entra's trace id is (id).",
    },
  ),
  fails(
    "a token for what the tenant does not know",
    entraSays(500011, "The resource principal was not found."),
    {
      inputs: SECRET,
      message:
        "Could not sign in: AADSTS500011: The resource principal was not found. What to do: The tenant does not know what the token is for. Check 'environment' and 'resource-manager-url': they may belong to another cloud than 'tenant-id'. Entra's trace id is (id).",
    },
  ),
  fails(
    "an application of another cloud",
    entraSays(900382, "Confidential client is not supported across clouds."),
    {
      inputs: SECRET,
      message:
        "Could not sign in: AADSTS900382: Confidential client is not supported across clouds. What to do: The application and the tenant are in different clouds. Check 'environment' and 'tenant-id'. Entra's trace id is (id).",
    },
  ),
  fails(
    "a tenant of another cloud",
    entraSays(900432, "Confidential client is not supported across clouds."),
    {
      inputs: SECRET,
      message:
        "Could not sign in: AADSTS900432: Confidential client is not supported across clouds. What to do: The application and the tenant are in different clouds. Check 'environment' and 'tenant-id'. Entra's trace id is (id).",
    },
  ),
  fails(
    "Entra has a fault for long",
    entraSays(90033, "A transient error has occurred.", Number.POSITIVE_INFINITY),
    {
      inputs: SECRET,
      message:
        "Could not sign in: AADSTS90033: A transient error has occurred. What to do: Microsoft Entra ID had a temporary fault, which says nothing about the credential. Run the step again in a few minutes. Entra's trace id is (id).",
    },
  ),
  fails("a code of Entra's that nobody knows", entraSays(1234567, "Something new."), {
    inputs: SECRET,
    message:
      "Could not sign in: AADSTS1234567: Something new. What to do: Check 'client-id', 'tenant-id' and 'client-secret'. Entra's trace id is (id).",
  }),
  fails("no ids, and no az on the runner", undefined, {
    inputs: MINE,
    settings: throwing(
      new Error(
        "Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions and then, once installed, authenticate to your Azure account using 'az login'.",
      ),
    ),
    message:
      "Could not sign in: Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions and then, once installed, authenticate to your Azure account using 'az login'. What to do: Run azure/login before this step, or give 'client-id' and 'tenant-id' to sign in with GitHub OIDC. Both are empty or missing, and without them the step uses that session. A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.",
  }),
  fails("no ids, and no azure/login", undefined, {
    inputs: MINE,
    settings: throwing(
      new Error(
        "Please run 'az login' from a command prompt to authenticate before using this credential.",
      ),
    ),
    message:
      "Could not sign in: Please run 'az login' from a command prompt to authenticate before using this credential. What to do: Run azure/login before this step, or give 'client-id' and 'tenant-id' to sign in with GitHub OIDC. Both are empty or missing, and without them the step uses that session. A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.",
  }),
  fails("a session that was asked for, and no az", undefined, {
    inputs: { ...MINE, "auth-type": "SESSION", "tenant-id": IDENTITY.tenantId },
    settings: throwing(new Error("Azure CLI could not be found.")),
    message:
      "Could not sign in: Azure CLI could not be found. What to do: Run azure/login before this step, or give 'client-id' and 'tenant-id' to sign in with GitHub OIDC.",
  }),
  fails("a session that has expired", undefined, {
    inputs: MINE,
    settings: throwing(
      new Error(
        "ERROR: AADSTS700082: The refresh token has expired due to inactivity.\nInteractive authentication is needed.",
      ),
    ),
    message:
      "Could not sign in: AADSTS700082: The refresh token has expired due to inactivity. What to do: Run azure/login before this step, or give 'client-id' and 'tenant-id' to sign in with GitHub OIDC. Both are empty or missing, and without them the step uses that session. A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.",
  }),
  fails("a session whose assertion was used up", undefined, {
    inputs: MINE,
    settings: throwing(
      new Error("ERROR: AADSTS700024: Client assertion is not within its valid time range."),
    ),
    message:
      "Could not sign in: AADSTS700024: Client assertion is not within its valid time range. What to do: The session of the Azure CLI cannot renew its token any more: the assertion that it was made with lives a few minutes. Give 'client-id' and 'tenant-id' to this step, which then signs in by itself and asks for a fresh one each time.",
  }),
  fails("a managed identity on a runner without one", undefined, {
    inputs: BACKUP,
    settings: throwing(
      new Error(
        "ManagedIdentityCredential: Authentication failed. Message Attempted to use the IMDS endpoint, but it is not available.",
      ),
    ),
    message:
      "Could not sign in: ManagedIdentityCredential: Authentication failed. Message Attempted to use the IMDS endpoint, but it is not available. What to do: Check that this machine has a managed identity, and 'client-id' if it has several.",
  }),
  fails("a managed identity by a client id that the runner does not have", undefined, {
    inputs: { ...BACKUP, "client-id": NOBODY },
    settings: throwing(new Error("ManagedIdentityCredential: Authentication failed."), {
      error_description: "Identity not found",
    }),
    message:
      "Could not sign in: Identity not found. What to do: Check that this machine has a managed identity, and 'client-id' if it has several.",
  }),
  fails("a proxy whose certificate Node does not trust", undefined, {
    inputs: SECRET,
    settings: throwing(
      new Error("network_error: failed"),
      Object.assign(new Error("self-signed certificate in certificate chain"), {
        code: "SELF_SIGNED_CERT_IN_CHAIN",
      }),
    ),
    message:
      "Could not sign in: self-signed certificate in certificate chain. What to do: A proxy or a private cloud may use its own certificate authority: set NODE_EXTRA_CA_CERTS to its PEM file in this machine's environment.",
  }),
  fails("a token that Azure refuses twice", undefined, {
    inputs: BACKUP,
    settings: ({ azure }) => {
      const answer = refusing(
        401,
        "InvalidAuthenticationTokenTenant",
        "The access token is from another tenant's issuer.",
      );
      azure.fault({ path: "/subscriptions/", answer, times: Number.POSITIVE_INFINITY });
      return {};
    },
    message:
      "Could not read the vault 'SQLServer2012': The access token is from another tenant's issuer. (InvalidAuthenticationTokenTenant, HTTP 401) What to do: Azure accepted neither the token nor a fresh one. Check 'tenant-id', 'environment' and whether the identity still exists. Azure's request id is (id).",
  }),
  fails("conditional access that ends a token's life", undefined, {
    inputs: BACKUP,
    settings: ({ azure }) => {
      const { status, body } = refusing(401, "AuthenticationFailed", "The network is not allowed.");
      const headers = { "www-authenticate": 'Bearer error="insufficient_claims", claims="e30="' };
      azure.fault({
        path: "/subscriptions/",
        answer: { status, body, headers },
        times: Number.POSITIVE_INFINITY,
      });
      return {};
    },
    message:
      "Could not read the vault 'SQLServer2012': The network is not allowed. (AuthenticationFailed, HTTP 401) What to do: Conditional access no longer accepts the identity's token, for example because of this machine's network address. Run the step on a machine that the policy allows, or ask whoever owns the policy. Azure's request id is (id).",
  }),
];

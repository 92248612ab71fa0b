import type { Mistake } from "./mistake.ts";
import { entraSays, fails, forReal, OIDC, presenting } from "./signing-in.ts";

/** What keeps a step that signs in with GitHub OIDC from a token. */
export const OIDC_SIGN_INS: readonly Mistake[] = [
  fails("OIDC without 'id-token: write'", undefined, {
    settings: (scenario) => ({ ...forReal(scenario), env: {} }),
    message:
      "GitHub offers this job no OIDC token. What to do: Add 'permissions: id-token: write' to the job. In a reusable workflow the caller's job has to grant it as well.",
  }),
  fails("OIDC that GitHub refuses", undefined, {
    settings: (scenario) => ({
      ...forReal(scenario),
      async oidcToken() {
        throw new Error("Error Code : 401\n Error Message: Unauthorized");
      },
    }),
    message:
      "GitHub gave no OIDC token: Error Code : 401 Error Message: Unauthorized. What to do: Check 'permissions: id-token: write', and on a self-hosted runner its proxy and NODE_EXTRA_CA_CERTS.",
  }),
  fails(
    "OIDC from a branch that no credential names",
    presenting("repo:contoso/payroll:ref:refs/heads/feature"),
    {
      message:
        "Could not sign in: AADSTS700213: No federated identity record matches the presented assertion's subject 'repo:contoso/payroll:ref:refs/heads/feature'. Compare the credential's issuer, subject and audience with those of the assertion. What to do: The job names no 'environment:', so its subject is that of a branch. If the federated credential is for an environment, name that environment in the job. The assertion has the subject 'repo:contoso/payroll:ref:refs/heads/feature', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
    },
  ),
  fails("OIDC from a tag", presenting("repo:contoso/payroll:ref:refs/tags/v1"), {
    message:
      "Could not sign in: AADSTS700213: No federated identity record matches the presented assertion's subject 'repo:contoso/payroll:ref:refs/tags/v1'. Compare the credential's issuer, subject and audience with those of the assertion. What to do: The job names no 'environment:', so its subject is that of a tag. If the federated credential is for an environment, name that environment in the job. The assertion has the subject 'repo:contoso/payroll:ref:refs/tags/v1', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
  }),
  fails("OIDC from a pull request", presenting("repo:contoso/payroll:pull_request"), {
    message:
      "Could not sign in: AADSTS700213: No federated identity record matches the presented assertion's subject 'repo:contoso/payroll:pull_request'. Compare the credential's issuer, subject and audience with those of the assertion. What to do: The job names no 'environment:', so its subject is that of a pull request. If the federated credential is for an environment, name that environment in the job. The assertion has the subject 'repo:contoso/payroll:pull_request', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
  }),
  fails(
    "OIDC from an environment that no credential names",
    presenting("repo:contoso/payroll:environment:prod"),
    {
      message:
        "Could not sign in: AADSTS700213: No federated identity record matches the presented assertion's subject 'repo:contoso/payroll:environment:prod'. Compare the credential's issuer, subject and audience with those of the assertion. What to do: The job runs in the environment 'prod', and no federated credential is for that one. The assertion has the subject 'repo:contoso/payroll:environment:prod', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
    },
  ),
  fails("OIDC from another repository", presenting("repo:contoso/ledger:ref:refs/heads/main"), {
    message:
      "Could not sign in: AADSTS700213: No federated identity record matches the presented assertion's subject 'repo:contoso/ledger:ref:refs/heads/main'. Compare the credential's issuer, subject and audience with those of the assertion. What to do: The job names no 'environment:', so its subject is that of a branch. If the federated credential is for an environment, name that environment in the job. The assertion has the subject 'repo:contoso/ledger:ref:refs/heads/main', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
  }),
  fails(
    "OIDC with a subject in other letter case",
    presenting("repo:Contoso/payroll:ref:refs/heads/main"),
    {
      message:
        "Could not sign in: AADSTS7002138: No federated identity record matches the presented assertion's subject 'repo:Contoso/payroll:ref:refs/heads/main' unless case is ignored. Compare the credential's issuer, subject and audience with those of the assertion. What to do: A federated credential has this subject in a different letter case. The assertion has the subject 'repo:Contoso/payroll:ref:refs/heads/main', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
    },
  ),
  fails(
    "OIDC of an issuer that nobody trusts",
    ({ azure: { entra } }) => {
      const issuer = "https://token.actions.githubusercontent.com/contoso";
      const subject = "repo:contoso/payroll:ref:refs/heads/main";
      entra.identity().federatedCredentials = [
        { issuer, subject, audience: "api://AzureADTokenExchange" },
      ];
    },
    {
      message:
        "Could not sign in: AADSTS700211: No federated identity record matches the presented assertion's issuer 'https://management.azure.com/token.actions.githubusercontent.com'. Compare the credential's issuer, subject and audience with those of the assertion. What to do: The application trusts no such issuer. The assertion has the subject 'repo:contoso/payroll:ref:refs/heads/main', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
    },
  ),
  fails("OIDC with an audience of one's own", undefined, {
    inputs: { ...OIDC, audience: "api://mine" },
    message:
      "Could not sign in: AADSTS700212: No federated identity record matches the presented assertion's audience 'api://mine'. Compare the credential's issuer, subject and audience with those of the assertion. What to do: No federated credential has this audience: check 'audience'. The assertion has the subject 'repo:contoso/payroll:ref:refs/heads/main', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://mine'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
  }),
  fails(
    "OIDC of an application without federated credentials",
    ({ azure: { entra } }) => {
      entra.identity().federatedCredentials = [];
    },
    {
      message:
        "Could not sign in: AADSTS70025: No federated identity credential is configured for the client '22222222-2222-2222-2222-222222222222'. What to do: The application has no federated credential yet. The assertion has the subject 'repo:contoso/payroll:ref:refs/heads/main', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
    },
  ),
  fails(
    "OIDC of a tenant that answers as it did until 2023",
    (scenario) => {
      scenario.azure.entra.legacyFederationErrors = true;
      presenting("repo:contoso/payroll:environment:prod")(scenario);
    },
    {
      message:
        "Could not sign in: AADSTS70021: No federated identity record matches the presented assertion. Its issuer: 'https://management.azure.com/token.actions.githubusercontent.com'. Its subject: 'repo:contoso/payroll:environment:prod'. Its audience: 'api://AzureADTokenExchange'. What to do: The job runs in the environment 'prod', and no federated credential is for that one. The assertion has the subject 'repo:contoso/payroll:environment:prod', issuer 'https://management.azure.com/token.actions.githubusercontent.com' and audience 'api://AzureADTokenExchange'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is (id).",
    },
  ),
  fails("OIDC on a runner whose clock is wrong", undefined, {
    settings: (scenario) => ({
      ...forReal(scenario),
      oidcToken: async (audience) => scenario.azure.github.assertion(audience, { exp: 1 }),
    }),
    message:
      "Could not sign in: AADSTS700024: The client assertion is used outside of its validity. It is 2026-01-05T10:00:00.000Z; the assertion is valid from 2026-01-05T09:50:00.000Z until 1970-01-01T00:00:01.000Z. What to do: The assertion had expired when Entra saw it. Check the clock of this machine. Entra's trace id is (id).",
  }),
  fails(
    "OIDC on GitHub Enterprise Server that Entra cannot reach",
    entraSays(50013, "The assertion's signature is not valid."),
    {
      message:
        "Could not sign in: AADSTS50013: The assertion's signature is not valid. What to do: Entra could not verify the signature of the assertion. The issuer and its keys must be reachable from the internet, which those of your own server may not be. If they are, run the step again in a few minutes. Entra's trace id is (id).",
    },
  ),
  fails(
    "OIDC with a key that the issuer does not show",
    entraSays(700027, "No key of the issuer fits."),
    {
      message:
        "Could not sign in: AADSTS700027: No key of the issuer fits. What to do: Entra could not verify the signature of the assertion. The issuer and its keys must be reachable from the internet, which those of your own server may not be. If they are, run the step again in a few minutes. Entra's trace id is (id).",
    },
  ),
];

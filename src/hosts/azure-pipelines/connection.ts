import type { SignInSettings } from "../../azure/identity/sign-in.ts";
import { ActionError } from "../../errors.ts";
import type { AgentVariables } from "./variables.ts";

/** A service connection of Azure Resource Manager, as the agent hands it to a task (E201). */
export interface ServiceConnection {
  readonly id: string;
  /** Its default subscription; "" for a connection to a management group. */
  readonly subscriptionId: string;
  /** The Azure cloud, in Azure Pipelines' words; "" if it names none. */
  readonly environment: string;
  /**
   * How it signs in.
   *
   * @throws ActionError (`sign-in-failed`)
   */
  signIn(audience: string): SignInSettings;
  /** What nothing may print. */
  readonly secrets: readonly string[];
}

/** The service connection of an id. */
export function serviceConnection(id: string, variables: AgentVariables): ServiceConnection {
  const parameter = (key: string) => variables(`ENDPOINT_AUTH_PARAMETER_${id}_${key}`) ?? "";
  const data = (key: string) => variables(`ENDPOINT_DATA_${id}_${key}`) ?? "";
  const scheme = variables(`ENDPOINT_AUTH_SCHEME_${id}`) ?? "";
  const secrets = [parameter("SERVICEPRINCIPALKEY"), parameter("SERVICEPRINCIPALCERTIFICATE")];
  return {
    id,
    subscriptionId: data("SUBSCRIPTIONID"),
    environment: data("ENVIRONMENT"),
    signIn: (audience) => signInOf(scheme, parameter, audience),
    secrets: secrets.filter((secret) => secret !== ""),
  };
}

type Parameter = (key: string) => string;

function signInOf(scheme: string, parameter: Parameter, audience: string): SignInSettings {
  const ids = () => ({
    tenantId: required(parameter, "TENANTID", "tenant id"),
    clientId: required(parameter, "SERVICEPRINCIPALID", "application id"),
  });
  switch (scheme.toLowerCase()) {
    case "workloadidentityfederation":
      return { kind: "assertion", ...ids(), audience };
    case "serviceprincipal":
      return parameter("AUTHENTICATIONTYPE").toLowerCase() === "spncertificate"
        ? {
            kind: "client-certificate",
            ...ids(),
            certificatePem: required(parameter, "SERVICEPRINCIPALCERTIFICATE", "certificate"),
          }
        : {
            kind: "client-secret",
            ...ids(),
            clientSecret: required(parameter, "SERVICEPRINCIPALKEY", "client secret"),
          };
    case "managedserviceidentity":
      return { kind: "managed-identity", clientId: "" };
    case "":
      throw new ActionError("sign-in-failed", "The agent passed on no such service connection.", {
        hint: "Name a service connection of the type Azure Resource Manager in 'azureSubscription', and permit the pipeline to use it.",
      });
    default:
      throw new ActionError(
        "sign-in-failed",
        `The service connection signs in by '${scheme}', which this task does not know.`,
        {
          hint: "Use a service connection of Azure Resource Manager with workload identity federation, a secret, a certificate or a managed identity.",
        },
      );
  }
}

function required(parameter: Parameter, key: string, what: string): string {
  const value = parameter(key);
  if (value !== "") return value;
  throw new ActionError("sign-in-failed", `The service connection has no ${what}.`, {
    hint: "Edit the service connection in the project's settings, verify it there, and save it again.",
  });
}

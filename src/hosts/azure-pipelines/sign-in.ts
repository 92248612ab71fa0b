import type { HostSignIn } from "../../azure/identity/sign-in.ts";
import type { World } from "../../world.ts";
import type { Agent } from "./agent.ts";
import type { ServiceConnection } from "./connection.ts";
import { askForAssertion } from "./oidc.ts";

/** Signing in with assertions of the service connection. */
export function pipelinesSignIn(
  { variables, env }: Pick<Agent, "variables" | "env">,
  connection: ServiceConnection,
  world: Pick<World, "http" | "clock" | "signal">,
): HostSignIn {
  const source = {
    requestUri: env("SYSTEM_OIDCREQUESTURI"),
    jobToken: variables("ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN") ?? "",
    connectionId: connection.id,
  };
  return {
    assertions: "workload identity federation",
    session: "Sign in with the Azure CLI before this step",
    choose: (_, audience) => connection.signIn(audience),
    assertion: () => askForAssertion(source, world),
    adviceOnSubject,
  };
}

/** The subject of a service connection holds names, which change when somebody renames it (E205). */
function adviceOnSubject(subject: string): string {
  const [, organization, project, name] = /^sc:\/\/([^/]+)\/([^/]+)\/(.+)$/.exec(subject) ?? [];
  if (name === undefined) return "";
  return `The subject is that of the service connection '${name}' in the project '${project}' of the organization '${organization}'. If one of them has been renamed, the federated credential still has the old name.`;
}

import { sameName } from "../azure/item.ts";
import type { SignInSettings } from "../azure/sign-in.ts";
import { InputError } from "../errors.ts";

type SignInInput = "client-id" | "tenant-id" | "client-secret" | "audience" | "auth-type";

const AUTH_TYPES = ["SERVICE_PRINCIPAL", "IDENTITY", "SESSION"] as const;

/**
 * Chooses the identity: `auth-type` decides where given; else a client secret or GitHub OIDC by the
 * ids that are there, and without any id the session of the Azure CLI.
 *
 * @throws InputError when the inputs contradict each other or one is missing.
 */
export function readSignIn(
  get: (name: SignInInput) => string,
  defaultAudience: string,
): SignInSettings {
  const [clientId, tenantId, clientSecret] = [
    get("client-id"),
    get("tenant-id"),
    get("client-secret"),
  ];
  const kind = authType(get("auth-type"));

  if (kind === "IDENTITY") {
    refuse(get, ["tenant-id", "client-secret", "audience"], "'auth-type: IDENTITY'");
    return { kind: "managed-identity", clientId };
  }
  if (kind === "SESSION") {
    refuse(get, ["client-id", "client-secret", "audience"], "'auth-type: SESSION'");
    return { kind: "az-session", tenantId };
  }
  if (kind === undefined && clientId === "" && tenantId === "" && clientSecret === "") {
    refuse(get, ["audience"], "the session of the Azure CLI");
    return { kind: "az-session", tenantId: "" };
  }
  requireId("client-id", clientId);
  requireId("tenant-id", tenantId);
  if (clientSecret !== "") {
    refuse(get, ["audience"], "'client-secret'");
    return { kind: "client-secret", tenantId, clientId, clientSecret };
  }
  return { kind: "github-oidc", tenantId, clientId, audience: get("audience") || defaultAudience };
}

function authType(written: string): (typeof AUTH_TYPES)[number] | undefined {
  if (written === "") return undefined;
  const match = AUTH_TYPES.find((type) => sameName(type, written));
  if (match !== undefined) return match;
  throw new InputError(
    "auth-type",
    `does not accept '${written}'`,
    `Use one of: ${AUTH_TYPES.join(", ")}.`,
  );
}

function requireId(name: SignInInput, value: string): void {
  if (value !== "") return;
  throw new InputError(
    name,
    "is required to sign in as a service principal",
    "Give 'client-id' and 'tenant-id' together, or neither to use the session that azure/login left.",
  );
}

function refuse(
  get: (name: SignInInput) => string,
  names: readonly SignInInput[],
  by: string,
): void {
  for (const name of names) {
    if (get(name) === "") continue;
    throw new InputError(
      name,
      `is not used with ${by}`,
      `Leave '${name}' out, or change 'auth-type'.`,
    );
  }
}

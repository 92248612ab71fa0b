import type { SignInSettings } from "../azure/identity/sign-in.ts";
import { InputError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { type Get, missingInput, oneOf } from "../values/input-values.ts";
import { SIGN_IN_WORDS } from "../values/words.ts";
import { CHOICES } from "./choices.ts";

type SignInInput = "client-id" | "tenant-id" | "client-secret" | "audience" | "auth-type";

/**
 * Chooses the identity. `auth-type` decides if it is given. Otherwise ids mean a client secret or
 * assertions, and no ids mean the session of the Azure CLI.
 *
 * @throws InputError if the inputs contradict each other or one is missing.
 */
export function readSignIn(get: Get, defaultAudience: string): SignInSettings {
  const [clientId, tenantId, clientSecret] = [
    get("client-id"),
    get("tenant-id"),
    get("client-secret"),
  ];
  const kind =
    get("auth-type") === ""
      ? undefined
      : oneOf(get, "auth-type", CHOICES["auth-type"], SIGN_IN_WORDS);

  if (kind === "IDENTITY") {
    refuseUnused(
      get,
      ["tenant-id", "client-secret", "audience"],
      nameInput("auth-type", "IDENTITY"),
    );
    return { kind: "managed-identity", clientId };
  }
  if (kind === "SESSION") {
    refuseUnused(
      get,
      ["client-id", "client-secret", "audience"],
      nameInput("auth-type", "SESSION"),
    );
    return { kind: "az-session", tenantId };
  }
  if (kind === undefined && clientId === "" && tenantId === "" && clientSecret === "") {
    refuseUnused(get, ["audience"], "the session of the Azure CLI");
    return { kind: "az-session", tenantId: "" };
  }
  requireIds({ "client-id": clientId, "tenant-id": tenantId });
  if (kind === "OIDC") refuseUnused(get, ["client-secret"], nameInput("auth-type", "OIDC"));
  if (clientSecret !== "") {
    refuseUnused(get, ["audience"], nameInput("client-secret"));
    return { kind: "client-secret", tenantId, clientId, clientSecret };
  }
  return { kind: "assertion", tenantId, clientId, audience: get("audience") || defaultAudience };
}

/** Names the id that is missing and the one that is there. */
function requireIds(ids: Readonly<Record<"client-id" | "tenant-id", string>>): void {
  for (const [name, other] of [
    ["client-id", "tenant-id"],
    ["tenant-id", "client-id"],
  ] as const) {
    if (ids[name] !== "") continue;
    throw missingInput(
      name,
      `A service principal needs ${nameInput("client-id")} and ${nameInput("tenant-id")}; give neither to use the session that azure/login left.`,
      ids[other] === "" ? undefined : `is empty or missing, and ${nameInput(other)} is given`,
    );
  }
}

function refuseUnused(get: Get, names: readonly SignInInput[], by: string): void {
  for (const name of names) {
    if (get(name) === "") continue;
    throw new InputError(
      name,
      `is not used with ${by}`,
      `Leave ${nameInput(name)} out, or change ${nameInput("auth-type")}.`,
    );
  }
}

import type { HostSignIn } from "../../azure/identity/sign-in.ts";
import { ActionError, messageOf } from "../../errors.ts";
import { CHOICES } from "../../inputs/choices.ts";
import { readSignIn } from "../../inputs/sign-in-inputs.ts";
import type { InputName } from "../../manifest/input-table.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";
import { type Get, oneOf } from "../../values/input-values.ts";
import { SIGN_IN_WORDS } from "../../values/words.ts";
import type { Terminal } from "./terminal.ts";

const TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";

/** GitLab writes the token once, and it lives as long as the job's `timeout` (E210). */
const OUTLIVES_TOKEN = `If nothing renews the file, give the token a longer life (in GitLab it lives as long as the job's 'timeout:'), or set ${nameInput("timeout-minutes")} lower.`;

/** The variable that replaces an option of the sign-in that is not given. */
const VARIABLES = {
  "client-id": "AZURE_CLIENT_ID",
  "tenant-id": "AZURE_TENANT_ID",
  "client-secret": "AZURE_CLIENT_SECRET",
} as const satisfies Partial<Record<InputName, string>>;

/**
 * Signing in with what options and the environment name. An incomplete set is an error: it never
 * falls through to the session of the Azure CLI, which may be somebody else's.
 */
export function cliSignIn({ env, readFile }: Pick<Terminal, "env" | "readFile">): HostSignIn {
  return {
    assertions: `the token in the file that ${TOKEN_FILE} names`,
    session: "Run 'az login' first",
    withoutSession: `set AZURE_CLIENT_ID, AZURE_TENANT_ID, and AZURE_CLIENT_SECRET or ${TOKEN_FILE}`,
    async assertion() {
      const path = env(TOKEN_FILE);
      const token = readToken(path, readFile);
      if (token !== "") return token;
      throw new ActionError("sign-in-failed", `The file '${path}' holds no token.`, {
        hint: `Check what writes the file that ${TOKEN_FILE} names.`,
      });
    },
    heldAssertion() {
      const path = env(TOKEN_FILE);
      if (path === "") return undefined;
      try {
        return { token: readToken(path, readFile), advice: OUTLIVES_TOKEN };
      } catch {
        // The sign-in reads it again, and says what is wrong.
        return undefined;
      }
    },
    choose: (get, audience) => readSignIn(withEnvironment(get, env), audience),
    adviceOnSubject: () => "",
  };
}

/** The file is read anew for each token, because what writes it renews it. */
function readToken(path: string, readFile: Terminal["readFile"]): string {
  try {
    return readFile(path).trim();
  } catch (cause) {
    throw new ActionError("sign-in-failed", `Could not read the token: ${messageOf(cause)}`, {
      hint: `Check the path in ${TOKEN_FILE}, and who may read the file.`,
      cause,
    });
  }
}

/** The sign-in inputs, completed from the environment. */
function withEnvironment(get: Get, env: Terminal["env"]): Get {
  const value = (name: keyof typeof VARIABLES) => get(name) || env(VARIABLES[name]).trim();
  const kind = kindOf(get, value, env);
  return (name) => {
    switch (name) {
      case "auth-type":
        return kind;
      case "client-id":
        return kind === "SESSION" ? get(name) : value(name);
      case "tenant-id":
        return kind === "IDENTITY" ? get(name) : value(name);
      case "client-secret":
        return kind === "SERVICE_PRINCIPAL" ? value(name) : get(name);
      default:
        return get(name);
    }
  };
}

/** How to sign in. @throws ActionError if the set that it needs is incomplete. */
function kindOf(
  get: Get,
  value: (name: keyof typeof VARIABLES) => string,
  env: Terminal["env"],
): (typeof CHOICES)["auth-type"][number] {
  const asked =
    get("auth-type") === ""
      ? undefined
      : oneOf(get, "auth-type", CHOICES["auth-type"], SIGN_IN_WORDS);
  if (asked === "IDENTITY" || asked === "SESSION") return asked;
  const secret = asked === "OIDC" ? "" : value("client-secret");
  const file = env(TOKEN_FILE).trim();
  const [client, tenant] = [value("client-id"), value("tenant-id")];
  if (asked === undefined && client === "" && secret === "" && file === "") return "SESSION";
  const missing = [
    ...(client === "" ? ["the client id (--client-id or AZURE_CLIENT_ID)"] : []),
    ...(tenant === "" ? ["the tenant id (--tenant-id or AZURE_TENANT_ID)"] : []),
    ...(secret === "" && file === "" ? [proofOf(asked)] : []),
  ];
  if (missing.length === 0) return secret === "" ? "OIDC" : "SERVICE_PRINCIPAL";
  throw new ActionError("sign-in-failed", `The sign-in lacks ${missing.join(" and ")}.`, {
    hint: "Give it, or sign in with the session of the Azure CLI: --auth-type SESSION. An incomplete set never falls back to another identity.",
  });
}

function proofOf(asked: string | undefined): string {
  return asked === "OIDC"
    ? `a token file (${TOKEN_FILE})`
    : `a secret (AZURE_CLIENT_SECRET or --client-secret-file) or a token file (${TOKEN_FILE})`;
}

import type { AgentVariables } from "./variables.ts";

/** How requests leave a self-hosted agent. */
interface AgentProxy {
  /** Variables that name the proxy as other programs do; those of the process if the agent has none. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a request goes past the proxy. */
  isBypassed(url: string): boolean;
  /** The proxy's password, as it is and as a URL holds it; empty if it has none. */
  readonly secrets: readonly string[];
}

/**
 * The proxy that the agent was configured with (E208). It names it in variables of its own, and what
 * goes past it by regular expressions.
 */
export function agentProxy(
  env: Readonly<Record<string, string | undefined>>,
  variables: AgentVariables,
): AgentProxy {
  const written = env.AGENT_PROXYURL ?? "";
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined) return { env, isBypassed: () => false, secrets: [] };
  const password = variables("SECRET_AGENT_PROXYPASSWORD") ?? env.AGENT_PROXYPASSWORD ?? "";
  if (env.AGENT_PROXYUSERNAME) url.username = env.AGENT_PROXYUSERNAME;
  if (password !== "") url.password = password;
  const bypassed = patterns(env.AGENT_PROXYBYPASSLIST ?? "");
  return {
    env: { HTTPS_PROXY: url.href },
    isBypassed: (target) => bypassed.some((pattern) => pattern.test(target)),
    secrets: [password, url.password].filter((secret) => secret !== ""),
  };
}

/** The regular expressions of a JSON list, without those that are none. */
function patterns(list: string): readonly RegExp[] {
  try {
    const parsed: unknown = JSON.parse(list);
    if (!Array.isArray(parsed)) return [];
    return parsed.flatMap((one) => {
      try {
        return typeof one === "string" && one !== "" ? [new RegExp(one, "i")] : [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** The value of one of the agent's variables, by its name without case; undefined if it is not set. */
export type AgentVariables = (name: string) => string | undefined;

/** Inputs, service connections and secrets of the job (E201). */
const FOR_TASKS = /^(INPUT|ENDPOINT|SECRET|SECUREFILE)_/i;

/**
 * Takes what the agent passes to tasks out of the environment, because a program that this one starts
 * would inherit secrets with it.
 */
export function takeVariables(env: Record<string, string | undefined>): AgentVariables {
  const taken = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !FOR_TASKS.test(name)) continue;
    taken.set(name.toUpperCase(), value);
    delete env[name];
  }
  return (name) => taken.get(name.toUpperCase());
}

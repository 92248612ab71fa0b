import { describeSignIn } from "../azure/identity/sign-in.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { perform } from "../sequence/perform.ts";
import type { Result } from "../sequence/task.ts";
import { assertionWarning } from "./assertion-end.ts";
import { makeTools } from "./prepare.ts";
import type { Connection, Step } from "./step.ts";

/**
 * Carries out the operation.
 *
 * @throws ActionError for everything that prevents it, and the cancel signal's reason.
 */
export function operate(
  inputs: Inputs,
  connection: Connection,
  step: Step,
): Promise<readonly Result[]> {
  const tools = makeTools(inputs, connection, step);
  const { log, host, startedAt } = step;
  const warning = assertionWarning(inputs.signIn, host.signIn, {
    now: startedAt,
    deadline: tools.pace.deadline,
  });
  if (warning !== undefined) log.warn(warning);
  const how = describeSignIn(inputs.signIn, host.signIn.assertions);
  log.say(`${inputs.operation} in vault '${inputs.vault.name}', signing in ${how}.`);
  return perform(inputs.task, tools);
}

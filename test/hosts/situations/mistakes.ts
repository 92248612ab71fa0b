import { inputsOf } from "../../../src/inputs/rows-of-host.ts";
import { OPERATIONS } from "../../../src/operations/operations.ts";
import type { Mistake } from "../../scenario/mistakes/mistake.ts";
import { GROUPS } from "../../scenario/mistakes/table.ts";

/**
 * Whether one can make a mistake on every host: all have the inputs, and none has a rule of its own
 * about their values, as Azure Pipelines has for what it leaves in them.
 */
function isEverywhere({ inputs, settings }: Mistake): boolean {
  const hosts = ["github", "terminal", "azure-pipelines"] as const;
  const isShared = (name: string) =>
    hosts.every((host) => inputsOf(host).some((row) => row.name === name));
  return (
    settings === undefined &&
    Object.keys(inputs).every(isShared) &&
    !Object.values(inputs).some((value) => /\$[([]/.test(value))
  );
}

function namesOperation({ inputs: { operation = "" } }: Mistake): boolean {
  return (OPERATIONS as readonly string[]).includes(operation);
}

/** Whether a true or false is empty, which a command line does not take. */
function hasEmptyFlag({ inputs }: Mistake): boolean {
  return inputsOf("terminal").some(({ name, type }) => type === "flag" && inputs[name] === "");
}

const SHARED = Object.values(GROUPS).flat().filter(isEverywhere);

/** The mistakes that people make on any host. */
export const MISTAKES: readonly Mistake[] = SHARED.filter(
  (one) => namesOperation(one) && !hasEmptyFlag(one),
);

/** Those after which a command line has no step, because a true or false is empty. */
export const EMPTY_FLAGS: readonly Mistake[] = SHARED.filter(hasEmptyFlag);

/** Those after which a command line has no step, because it names no operation. */
export const MISNAMED: readonly Mistake[] = SHARED.filter((one) => !namesOperation(one));

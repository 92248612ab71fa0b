import type { InputRow, InputType } from "./input-row.ts";
import { STEP_ROWS } from "./step-rows.ts";
import { WORK_ROWS } from "./work-rows.ts";

/** Every input, in order. `action.yml` and the tables in the documents are generated from it. */
export const INPUTS = { ...WORK_ROWS, ...STEP_ROWS } as const;

/** The name of an input, as the user spells it. */
export type InputName = keyof typeof INPUTS;

/** The names of the inputs of one type. */
export type InputOfType<T extends InputType> = {
  [Name in InputName]: (typeof INPUTS)[Name]["type"] extends T ? Name : never;
}[InputName];

/** The inputs whose values nothing may print. */
export const SECRETS: readonly InputName[] = Object.entries<InputRow>(INPUTS).flatMap(
  ([name, { secret }]) => (secret ? [name as InputName] : []),
);

/** The names of the inputs that only some operations use. */
export type InputOfSome = {
  [Name in InputName]: (typeof INPUTS)[Name]["operations"] extends "some" ? Name : never;
}[InputName];

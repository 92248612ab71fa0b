import type { Situation } from "../situation.ts";
import { FAILURES } from "./failures.ts";
import { HOSTILE_TEXTS } from "./hostile.ts";
import { OPERATIONS } from "./operations.ts";
import { SEVERAL } from "./several.ts";

/** Every situation by the title of its group. */
export const SITUATIONS: Readonly<Record<string, readonly Situation[]>> = {
  operations: OPERATIONS,
  "several items, and cancels": SEVERAL,
  "wrong inputs, refusals, failures": FAILURES,
  "hostile texts": HOSTILE_TEXTS,
};

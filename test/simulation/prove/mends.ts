import type { Mend } from "./mend.ts";
import { DECIDING } from "./mends-decide.ts";
import { READING } from "./mends-read.ts";
import { SENDING } from "./mends-send.ts";

/** The rules that the simulation must notice when they are gone. */
export const MENDS: readonly Mend[] = [...DECIDING, ...SENDING, ...READING];

import type { Mend } from "./mend.ts";
import { DECIDING } from "./mends-decide.ts";
import { ENSURING } from "./mends-ensure.ts";
import { FOLLOWING } from "./mends-follow.ts";
import { NAMING } from "./mends-names.ts";
import { READING } from "./mends-read.ts";
import { RETAINING } from "./mends-retention.ts";
import { SENDING } from "./mends-send.ts";
import { SEVERAL } from "./mends-several.ts";
import { VERIFYING } from "./mends-verify.ts";

/** The rules that the simulation must notice when they are gone. */
export const MENDS: readonly Mend[] = [
  ...DECIDING,
  ...RETAINING,
  ...SENDING,
  ...FOLLOWING,
  ...READING,
  ...VERIFYING,
  ...ENSURING,
  ...NAMING,
  ...SEVERAL,
];

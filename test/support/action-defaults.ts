import { readAction } from "./action-yml.ts";

/** What GitHub gives an input that a step leaves out; one that is there and empty stays empty. */
export const ACTION_DEFAULTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(readAction().inputs).flatMap(([name, row]) =>
    row.default === undefined ? [] : [[name, row.default]],
  ),
);

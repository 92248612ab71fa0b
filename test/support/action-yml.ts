import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The parts of `action.yml` that a runner or a user's workflow deals with. */
export interface ActionMetadata {
  readonly inputs: Readonly<Record<string, InputMetadata>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** One input as `action.yml` declares it. */
interface InputMetadata {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** Reads `action.yml` of this checkout, as a runner does. */
export function readAction(): ActionMetadata {
  return parse(readFileSync(join(import.meta.dirname, "..", "..", "action.yml"), "utf8"));
}

/** One place of the source, and what it reads without its rule. */
export interface Edit {
  /** Below `src/`. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** A rule of the design, and how to take it out of the action. */
export interface Mend {
  readonly name: string;
  /** The section of the design that has it. */
  readonly rule: string;
  readonly edits: readonly Edit[];
}

/** Mends of one file, most of which take one edit. */
export function mendsOf(
  file: string,
  list: readonly (readonly [name: string, rule: string, find: string, replace: string])[],
): readonly Mend[] {
  return list.map(([name, rule, find, replace]) => ({
    name,
    rule,
    edits: [{ file, find, replace }],
  }));
}

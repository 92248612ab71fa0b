/** Which line of `confirm-delete` confirms which item. */
interface Confirmations {
  /** The line of each name, in the order of the names; undefined where there is none. */
  readonly own: readonly (string | undefined)[];
  /** The lines that confirm nothing. */
  readonly idle: readonly string[];
}

/** The line that confirms a deletion for good. */
export function permanently(name: string): string {
  return `permanently ${name}`;
}

const plainly = (name: string) => name;

/**
 * Gives each name a line of its own that equals it without case, plainly or as `permanently`. All
 * items are in one vault, so the form that fits more names comes first; a name that it leaves over
 * takes a line of the other form, so that the item is told what its own line has to be. Pure.
 */
export function confirmationsOf(written: string, names: readonly string[]): Confirmations {
  const lines = written
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const [plain, permanent] = [
    { ...assign(lines, names.map(plainly)), otherForm: permanently },
    { ...assign(lines, names.map(permanently)), otherForm: plainly },
  ];
  const { own, free, otherForm } = permanent.count > plain.count ? permanent : plain;
  const all = own.map((line, index) => line ?? take(otherForm(names[index] ?? ""), free));
  return { own: all, idle: [...free.values()].flat() };
}

/** Lines that are not taken yet, by their text without case. */
type FreeLines = Map<string, string[]>;

function assign(lines: readonly string[], wanted: readonly string[]) {
  const free: FreeLines = new Map();
  for (const line of lines) {
    const key = line.toLowerCase();
    free.set(key, [...(free.get(key) ?? []), line]);
  }
  const own = wanted.map((name) => take(name, free));
  return { own, free, count: own.filter((line) => line !== undefined).length };
}

function take(wanted: string, free: FreeLines): string | undefined {
  return free.get(wanted.toLowerCase())?.shift();
}

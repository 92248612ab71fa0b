/** A value as one word of a shell, without quotes where every shell takes it so. */
export function shellWord(value: string): string {
  if (/^[\w@%+=:,./-]+$/.test(value)) return value;
  return process.platform === "win32"
    ? `"${value}"`
    : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

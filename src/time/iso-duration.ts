/** Weeks, or days and smaller units; months and years have no fixed length. */
const FORM =
  /^P(?:(?<weeks>\d+)W|(?:(?<days>\d+)D)?(?:T(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?)$/i;

/**
 * An ISO 8601 duration in milliseconds, in upper or lower case, with or without fractions of a
 * second; undefined for anything else, including one without a length, such as `PT`.
 */
export function isoDurationMs(written: string): number | undefined {
  const parts = FORM.exec(written)?.groups ?? {};
  if (Object.values(parts).every((part) => part === undefined)) return undefined;
  const count = (name: string) => Number(parts[name] ?? 0);
  const days = count("weeks") * 7 + count("days");
  return (((days * 24 + count("hours")) * 60 + count("minutes")) * 60 + count("seconds")) * 1_000;
}

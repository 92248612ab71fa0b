/** A body with the value at a path of names changed; a path that is not there changes nothing. */
export function altered(body: string, path: string, change: (value: unknown) => unknown): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return body;
  }
  const names = path.split(".");
  const last = names.pop() ?? "";
  for (const holder of holders(parsed, names)) {
    if (last in holder || last === "nextLink") holder[last] = change(holder[last]);
  }
  return JSON.stringify(parsed);
}

/** A list with its first entry twice, as an item on two pages is. */
export function withFirstTwice(body: string): string {
  const list = JSON.parse(body) as { value?: unknown[] };
  if (!Array.isArray(list.value)) return body;
  return JSON.stringify({ ...list, value: [...list.value, ...list.value.slice(0, 1)] });
}

const TIERS = ["Invalid", "InstantRP", "HardenedRP", "ArchivedRP"];
const TIER_STATUSES = ["Invalid", "Valid", "Disabled", "Deleted", "Rehydrated"];

/** A list of recovery points whose tiers are numbers (documents: the places of the words). */
export function withNumberedTiers(body: string): string {
  return body.replace(
    /\{"type":"(\w+)","status":"(\w+)"\}/g,
    (_, type: string, status: string) =>
      `{"type":${TIERS.indexOf(type)},"status":${TIER_STATUSES.indexOf(status)}}`,
  );
}

/** The objects at a path; `*` stands for every element of an array. */
function holders(value: unknown, names: readonly string[]): readonly Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const [name, ...rest] = names;
  if (name === undefined) return [value as Record<string, unknown>];
  if (name === "*") return Object.values(value).flatMap((one) => holders(one, rest));
  return holders((value as Record<string, unknown>)[name], rest);
}

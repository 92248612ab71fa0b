/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** The object in a body; undefined for anything else, such as an HTML page or an empty body. */
export function parseObject(body: string | null): Json | undefined {
  try {
    const value: unknown = JSON.parse(body ?? "");
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `value` as an object; an empty one for anything else. */
export function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** `value` as text; "" for anything else. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The objects in an array; none for anything else. */
export function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

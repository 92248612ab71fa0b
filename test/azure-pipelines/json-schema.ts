/** What this reads of a JSON schema; other words of it are ignored. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
}

/** Where a value breaks a schema, each as a path and what is wrong there. */
export function breachesOf(value: unknown, schema: Schema, at = "task"): readonly string[] {
  return [...ownBreaches(value, schema, at), ...innerBreaches(value, schema, at)];
}

function ownBreaches(value: unknown, schema: Schema, at: string): readonly string[] {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const isWrong = {
    type: types.length > 0 && !types.includes(typeOf(value)),
    enum: schema.enum !== undefined && !schema.enum.includes(value),
    pattern: schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value)),
    anyOf: schema.anyOf?.every((one) => breachesOf(value, one, at).length > 0) ?? false,
  };
  return Object.entries(isWrong).flatMap(([word, wrong]) => (wrong ? [`${at}: ${word}`] : []));
}

function innerBreaches(value: unknown, schema: Schema, at: string): readonly string[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return [];
    return value.flatMap((one, index) => breachesOf(one, items, `${at}[${index}]`));
  }
  if (typeof value !== "object" || value === null) return [];
  const { properties = {}, additionalProperties = true, required = [] } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${at}: no ${name}`),
    ...Object.entries(value).flatMap(([name, one]) => {
      const own = properties[name];
      if (own !== undefined) return breachesOf(one, own, `${at}.${name}`);
      if (typeof additionalProperties === "object") {
        return breachesOf(one, additionalProperties, `${at}.${name}`);
      }
      return additionalProperties ? [] : [`${at}: unknown ${name}`];
    }),
  ];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return value === null ? "null" : typeof value;
}

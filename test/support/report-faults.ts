import { REPORT_SCHEMA } from "../../scripts/report-schema.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

/** Where a value breaks the report's schema; it knows the few words of JSON Schema that are used. */
export function reportFaults(
  value: unknown,
  schema: Schema = REPORT_SCHEMA,
  path = "report",
): string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/$defs/", "") as keyof typeof REPORT_SCHEMA.$defs;
    return reportFaults(value, REPORT_SCHEMA.$defs[name], path);
  }
  if (schema.const !== undefined && value !== schema.const) return [path];
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [path];
  if (schema.type === "array") {
    if (!Array.isArray(value)) return [path];
    return value.flatMap((entry) => reportFaults(entry, schema.items, `${path}[]`));
  }
  if (schema.type !== "object") {
    return schema.type === undefined || typeof value === schema.type ? [] : [path];
  }
  if (typeof value !== "object" || value === null) return [path];
  const { required = [], properties = {}, additionalProperties: others = true } = schema;
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${path}.${name}`),
    ...Object.entries(value).flatMap(([name, entry]) => {
      const inner = properties[name] ?? others;
      if (typeof inner === "boolean") return inner ? [] : [`${path}.${name}`];
      return reportFaults(entry, inner, `${path}.${name}`);
    }),
  ];
}

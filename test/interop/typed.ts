import * as mappers from "@azure/arm-recoveryservicesbackup/dist-esm/src/models/mappers.js";

/** What the SDK knows of a value's form; the parts of its mappers that matter here. */
interface Form {
  readonly required?: boolean;
  readonly serializedName?: string;
  readonly type: {
    readonly name: string;
    readonly className?: string;
    readonly uberParent?: string;
    readonly polymorphicDiscriminator?: { readonly serializedName: string };
    readonly modelProperties?: Readonly<Record<string, Form>>;
    readonly element?: Form;
    readonly value?: Form;
    readonly allowedValues?: readonly unknown[];
  };
}

/** How a wire value and what the SDK made of it agree. */
interface Agreement {
  /** How many values were compared. */
  readonly compared: number;
  /** What is missing or of another type, by path. */
  readonly problems: readonly string[];
  /** Wire fields that this version of the SDK does not model, behind the model they were found in. */
  readonly unmodelled: ReadonlySet<string>;
}

const MODELS = mappers as unknown as Readonly<Record<string, Form>>;
const KINDS = mappers.discriminators as unknown as Readonly<Record<string, Form>>;

/**
 * Holds a JSON body against the typed model that the SDK read from it, with the SDK's own mappers:
 * every field that they know must be there in both, alike and of the contract's type, and every
 * field that they require must be on the wire.
 */
export function agreement(model: string, raw: unknown, typed: unknown): Agreement {
  const form = MODELS[model];
  if (!form) throw new Error(`The SDK has no model '${model}'.`);
  const found: Found = { compared: 0, problems: [], unmodelled: new Set() };
  compare({ form, wire: raw, value: typed, path: model }, found);
  return found;
}

/** An agreement in the making. */
interface Found {
  compared: number;
  readonly problems: string[];
  readonly unmodelled: Set<string>;
}

/** One value of the body, and what the SDK made of it. */
interface Pair<T = unknown> {
  readonly form: Form;
  readonly wire: T;
  readonly value: T;
  readonly path: string;
}

function compare({ form, wire, value, path }: Pair, found: Found): void {
  found.compared++;
  const { type } = form;
  const parts = { form, wire: objectOf(wire), value: objectOf(value), path };
  switch (type.name) {
    case "Composite":
      compareFields(parts, found);
      return;
    case "Sequence":
      compareEach(type.element, { ...parts, wire: { ...(wire as Fields) } }, found);
      return;
    case "Dictionary":
      compareEach(type.value, parts, found);
      return;
    default:
      if (!isAlike(form, wire, value)) {
        found.problems.push(`${path}: ${type.name} is ${JSON.stringify(wire)} on the wire`);
      }
  }
}

function compareEach(
  form: Form | undefined,
  { wire, value, path }: Pair<Fields>,
  found: Found,
): void {
  if (form === undefined) return;
  for (const [key, one] of Object.entries(wire)) {
    compare({ form, wire: one, value: value[key], path: `${path}.${key}` }, found);
  }
}

function compareFields({ form, wire, value, path }: Pair<Fields>, found: Found): void {
  const { className, modelProperties = {} } = kindOf(form, wire).type;
  const known = Object.entries(modelProperties).map(([name, field]) => ({
    name,
    field,
    wireName: field.serializedName ?? name,
  }));
  for (const { name, field, wireName } of known) {
    const below = `${path}.${wireName}`;
    const there = wire[wireName] !== undefined && wire[wireName] !== null;
    if (!there && field.required) found.problems.push(`${below}: required and not there`);
    if (!there) continue;
    compare({ form: field, wire: wire[wireName], value: value[name], path: below }, found);
  }
  for (const wireName of Object.keys(wire)) {
    if (!known.some((one) => one.wireName === wireName)) {
      found.unmodelled.add(`${className}.${wireName}`);
    }
  }
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Fields {
  return (typeof value === "object" && value !== null ? value : {}) as Fields;
}

/** The model that a discriminator chooses, and the one that a class name stands for. */
function kindOf(form: Form, wire: Fields): Form {
  const { className = "" } = form.type;
  const base = MODELS[className] ?? form;
  const discriminator = base.type.polymorphicDiscriminator?.serializedName;
  const value = discriminator === undefined ? undefined : wire[discriminator];
  const found = Object.entries(KINDS).find(
    ([key, kind]) => key.endsWith(`.${value}`) && descends(kind, base.type.className),
  );
  return found?.[1] ?? base;
}

function descends(kind: Form, base: string | undefined): boolean {
  const { className, uberParent } = kind.type;
  if (className === base || uberParent === base) return true;
  const parent = uberParent === className ? undefined : MODELS[uberParent ?? ""];
  return parent !== undefined && descends(parent, base);
}

function isAlike({ type }: Form, wire: unknown, value: unknown): boolean {
  switch (type.name) {
    case "DateTime":
      return value instanceof Date && value.getTime() === Date.parse(String(wire));
    case "Enum":
      return wire === value && (type.allowedValues ?? []).includes(wire);
    case "TimeSpan":
    case "String":
      return typeof wire === "string" && wire === value;
    default:
      return typeof wire === type.name.toLowerCase() && wire === value;
  }
}

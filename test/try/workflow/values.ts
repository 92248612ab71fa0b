import { isPair, isScalar, parseDocument, visit } from "yaml";
import type { Collected } from "./files.ts";

/** What a variable or secret can stand for, in the words of the action and of azure/login. */
type Meaning =
  | "vault"
  | "resource-group"
  | "subscription-id"
  | "client-id"
  | "tenant-id"
  | "client-secret"
  | "creds"
  | "github-token";

/** A variable or a secret that a workflow reads. */
export interface Name {
  readonly context: "vars" | "secrets";
  readonly name: string;
  /** Undefined: nothing tells. */
  readonly meaning: Meaning | undefined;
}

/** Names in lower case without signs, and what they mean; the first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, Meaning | undefined])[] = [
  [/keyvault/, undefined],
  [/clientsecret/, "client-secret"],
  [/clientid|appid|applicationid/, "client-id"],
  [/tenant(id)?$/, "tenant-id"],
  [/subscription(id)?$/, "subscription-id"],
  [/resourcegroup(name)?$|rg$/, "resource-group"],
  [/vault(id|name)?$/, "vault"],
  [/^creds$|azurecredentials$/, "creds"],
  [/githubtoken$/, "github-token"],
];

/** What a name of an input, an environment variable, a variable or a secret means. */
function meaningOf(name: string): Meaning | undefined {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return MEANINGS.find(([pattern]) => pattern.test(plain))?.[1];
}

const READ = /\b(vars|secrets)(?:\.([\w-]+)|\[\s*'([\w-]+)'\s*\])/g;

/**
 * The variables and secrets that a workflow and what it calls read, each once. What one means is told
 * by the input or the environment variable that gets it, else by its own name.
 */
export function namesRead({ workflows, actions }: Collected): readonly Name[] {
  const found = new Map<string, Name>();
  for (const { text } of [...workflows, ...actions]) {
    visit(parseDocument(text), {
      Scalar(_, { value }, path) {
        const parent = path.at(-1);
        const key = isPair(parent) && isScalar(parent.key) ? String(parent.key.value) : "";
        for (const [, context, dotted, quoted] of String(value).matchAll(READ)) {
          const name = dotted ?? quoted ?? "";
          // A name with a dash is a secret of a called workflow, which its caller gives.
          if (!/^\w+$/.test(name)) continue;
          const id = `${context}.${name}`.toUpperCase();
          const meaning = found.get(id)?.meaning ?? meaningOf(key) ?? meaningOf(name);
          found.set(id, { context: context as Name["context"], name, meaning });
        }
      },
    });
  }
  return [...found.values()];
}

/** Ids that a workflow has in itself and not in variables: inputs and environment variables by meaning. */
export function writtenOut({ workflows, actions }: Collected): ReadonlyMap<Meaning, string> {
  const found = new Map<Meaning, string>();
  for (const { text } of [...workflows, ...actions]) {
    visit(parseDocument(text), {
      Pair(_, { key, value }) {
        if (!isScalar(key) || !isScalar(value) || typeof value.value !== "string") return;
        const meaning = meaningOf(String(key.value));
        if (meaning !== undefined && value.value !== "" && !value.value.includes("${{")) {
          found.set(meaning, found.get(meaning) ?? value.value);
        }
      },
    });
  }
  return found;
}

/** What variables and secrets hold in a run. */
export interface Values {
  readonly vars: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  /** Those of which nobody knows what they hold: they read as empty, as undefined ones do. */
  readonly unknown: readonly string[];
}

/** Gives each name its value: the one that the user gives, else that of its meaning. */
export function valuesOf(
  names: readonly Name[],
  given: ReadonlyMap<string, string>,
  account: Readonly<Record<Meaning, string>>,
): Values {
  const values = { vars: new Map<string, string>(), secrets: new Map<string, string>() };
  const unknown: string[] = [];
  for (const { context, name, meaning } of names) {
    const value = given.get(name) ?? (meaning && account[meaning]);
    if (value === undefined) unknown.push(`${context}.${name}`);
    else values[context].set(name, value);
  }
  // Every job has it, whether it reads it as a secret or as `github.token`.
  values.secrets.set("GITHUB_TOKEN", given.get("GITHUB_TOKEN") ?? account["github-token"]);
  return { ...values, unknown };
}

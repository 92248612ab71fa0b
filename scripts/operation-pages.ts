import { BUILT_IN_ROLES } from "../src/azure/arm/roles.ts";
import type { InputRow } from "../src/manifest/input-row.ts";
import { INPUTS, type InputName } from "../src/manifest/input-table.ts";
import {
  descriptorOf,
  OPERATIONS,
  type OperationName,
  onlyReads,
} from "../src/operations/operations.ts";
import { code, fill, table } from "./markdown.ts";
import { hasActionsOf } from "./roles.ts";

/** Freshens the facts on the page of each operation, by the page's path. */
export function operationPages(): Readonly<Record<string, (text: string) => string>> {
  return Object.fromEntries(
    OPERATIONS.map((name) => [
      `docs/operations/${name}.md`,
      (text: string) => fill(text, { facts: facts(name) }),
    ]),
  );
}

function facts(name: OperationName): string {
  const own = descriptorOf(name).inputs;
  const needsItem = descriptorOf(name).kind !== "job";
  const all: readonly InputName[] = ["item", ...own];
  const isNeeded = (input: InputName) => (input === "item" ? needsItem : isRequired(input));
  const required = all.filter(isNeeded);
  const optional = all.filter((input) => !isNeeded(input));
  return table(
    ["", ""],
    [
      ["Writes to Azure", onlyReads(name) ? "no" : "yes"],
      ["Built-in role", weakestRole(name)],
      ["Must have", required.map(code).join(", ")],
      ...(optional.length === 0 ? [] : [["May have", optional.map(code).join(", ")]]),
    ],
  );
}

function isRequired(name: InputName): boolean {
  const { description }: InputRow = INPUTS[name];
  return description.includes("Required there.");
}

function weakestRole(name: OperationName): string {
  const role = BUILT_IN_ROLES.find((one) => hasActionsOf(one, name));
  if (role === undefined) throw new Error(`No built-in role can do ${name}.`);
  return code(role.name);
}

import { BUILT_IN_ROLES, VAULT_ACTIONS } from "../src/azure/arm/roles.ts";
import type { ItemWrite } from "../src/azure/backup/writes.ts";
import {
  OPERATIONS,
  OPERATIONS_BY_NAME,
  type OperationName,
  onlyReads,
  operationsUsing,
  WRITES,
} from "../src/operations/operations.ts";
import { code, table } from "./markdown.ts";

/** When an operation needs an action. */
export type Need = "yes" | "by path" | "under MUA" | "on-cancel";

const of = (kind: "question" | "job" | "list") =>
  OPERATIONS.filter((name) => OPERATIONS_BY_NAME[name].kind === kind);
const sentBy = (...methods: readonly ItemWrite["method"][]) =>
  WRITES.filter((name) => methods.includes(OPERATIONS_BY_NAME[name].method));
const QUESTIONS = of("question");
const CANCELS = of("job").filter((name) => !onlyReads(name));
// A stopped item has no policy that resuming could weaken.
const GUARDED = operationsUsing("resource-guard-tenant-id").filter(
  (name) => name !== "resume-protection",
);
const ITEM = "backupFabrics/protectionContainers/protectedItems";

/** What each action is needed for; `test/meta/roles.test.ts` compares it with the actual requests. */
export const NEEDS: Readonly<Record<string, Readonly<Partial<Record<OperationName, Need>>>>> = {
  "backupJobs/read": needed([...WRITES, ...of("job"), ...QUESTIONS]),
  read: needed(WRITES),
  "backupProtectedItems/read": {
    ...needed([...WRITES, ...QUESTIONS], "by path"),
    ...needed(of("list")),
  },
  [`${ITEM}/read`]: needed([...WRITES, ...QUESTIONS]),
  [`${ITEM}/recoveryPoints/read`]: needed([...sentBy("POST"), ...QUESTIONS]),
  "backupPolicies/read": needed(operationsUsing("policy")),
  [`${ITEM}/write`]: needed(sentBy("PUT")),
  [`${ITEM}/delete`]: needed(sentBy("DELETE")),
  [`${ITEM}/backup/action`]: needed(sentBy("POST")),
  "backupOperations/read": needed(WRITES),
  // A deletion is followed only at the vault (recordings).
  [`${ITEM}/operationsStatus/read`]: needed(sentBy("PUT", "POST")),
  "backupJobs/cancel/action": {
    ...needed(operationsUsing("on-cancel"), "on-cancel"),
    ...needed(CANCELS),
  },
  "backupJobs/operationResults/read": needed(CANCELS),
  "backupResourceGuardProxies/read": needed(GUARDED, "under MUA"),
  "backupResourceGuardProxies/unlockDelete/action": needed(sentBy("DELETE"), "under MUA"),
};

function needed(operations: readonly OperationName[], need: Need = "yes") {
  return Object.fromEntries(operations.map((name) => [name, need]));
}

/** Every generated part of docs/roles.md, by the name of its markers. */
export function rolesParts(): Readonly<Record<string, string>> {
  return { actions: actionsTable(), "built-in-roles": builtInTable() };
}

function actionsTable(): string {
  const rows = Object.entries(NEEDS).map(([action, needs]) => [
    code(action),
    ...OPERATIONS.map((operation) => needs[operation] ?? ""),
  ]);
  return table([`Below ${code(VAULT_ACTIONS)}`, ...OPERATIONS.map(code)], rows);
}

function builtInTable(): string {
  const rows = BUILT_IN_ROLES.map((role) => [
    code(role.name),
    inWords(OPERATIONS.filter((operation) => hasActionsOf(role, operation))),
  ]);
  return table(["Built-in role", "Has the actions of"], rows);
}

/** Whether a built-in role has every action that an operation usually needs. */
export function hasActionsOf(
  { actions }: (typeof BUILT_IN_ROLES)[number],
  operation: OperationName,
): boolean {
  const has = (action: string) => actions.some((pattern) => pattern.test(action));
  return Object.entries(NEEDS).every(
    ([action, { [operation]: need = "" }]) => !["yes", "by path"].includes(need) || has(action),
  );
}

/** Operations as a list, or as "all but" a list if that is shorter. */
function inWords(operations: readonly OperationName[]): string {
  const others = OPERATIONS.filter((operation) => !operations.includes(operation));
  if (others.length === 0) return "every operation";
  return others.length < operations.length
    ? `every operation but ${others.map(code).join(", ")}`
    : operations.map(code).join(", ");
}

/** What a custom role is for, from the fewest actions to all of them. */
export type RoleKind = "reader" | "backup" | "operator" | "deleter";

const ROLES: Readonly<Record<RoleKind, { name: string; description: string; has: RegExp }>> = {
  reader: {
    name: "Azure Backup Gate Reader",
    description: "Lists and verifies backups, follows jobs, and makes dry runs. Changes nothing.",
    has: /^(?!.*(operationsStatus|operationResults|backupOperations)).*\bread$/,
  },
  backup: {
    name: "Azure Backup Gate Backup",
    description:
      "Looks, takes backups, and cancels jobs. Changes no protection and deletes nothing.",
    has: /^(?!.*(protectedItems\/(delete|write)|unlockDelete)).*$/,
  },
  operator: {
    name: "Azure Backup Gate Operator",
    description: "Every operation but the deletion of backup data.",
    has: /^(?!.*(protectedItems\/delete|unlockDelete)).*$/,
  },
  deleter: {
    name: "Azure Backup Gate Deleter",
    description: "Every operation, the deletion of backup data included.",
    has: /./,
  },
};

/** The files of docs/role-definitions, as `az role definition create` accepts them. */
export const ROLE_KINDS = Object.keys(ROLES) as readonly RoleKind[];

/** A role definition as JSON. */
export function roleDefinition(kind: RoleKind): string {
  const { name, description, has } = ROLES[kind];
  const definition = {
    Name: name,
    IsCustom: true,
    Description: description,
    Actions: Object.keys(NEEDS)
      .filter((action) => has.test(action))
      .map((action) => `${VAULT_ACTIONS}${action}`),
    NotActions: [],
    AssignableScopes: ["/subscriptions/SUBSCRIPTION_ID"],
  };
  return `${JSON.stringify(definition, null, 2).replace(/\[\s+("[^"]*")\s+\]/g, "[$1]")}\n`;
}

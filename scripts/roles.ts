import { BUILT_IN_ROLES, VAULT_ACTIONS } from "../src/azure/arm/roles.ts";
import { ITEM_OPERATIONS, OPERATIONS, type OperationName } from "../src/operations/operation.ts";
import { code, table } from "./markdown.ts";

/** In which cases an operation needs an action. */
export type Need = "yes" | "by path" | "under MUA" | "on-cancel";

const WRITES = Object.keys(ITEM_OPERATIONS) as (keyof typeof ITEM_OPERATIONS)[];
const ITEM = "backupFabrics/protectionContainers/protectedItems";

/** What each action is needed for; `test/meta/roles.test.ts` compares it with the requests themselves. */
export const NEEDS: Readonly<Record<string, Readonly<Partial<Record<OperationName, Need>>>>> = {
  "backupJobs/read": needed(OPERATIONS.filter((name) => name !== "list-items")),
  read: needed(WRITES),
  "backupProtectedItems/read": {
    ...needed([...WRITES, "verify-backup"], "by path"),
    "list-items": "yes",
  },
  [`${ITEM}/read`]: needed([...WRITES, "verify-backup"]),
  [`${ITEM}/recoveryPoints/read`]: needed(["verify-backup"]),
  "backupPolicies/read": needed(["change-policy", "resume-protection"]),
  [`${ITEM}/write`]: needed(
    WRITES.filter((name) => name !== "stop-protection-delete-data" && name !== "backup-now"),
  ),
  [`${ITEM}/delete`]: needed(["stop-protection-delete-data"]),
  [`${ITEM}/backup/action`]: needed(["backup-now"]),
  "backupOperations/read": needed(WRITES),
  // A deletion is followed at the vault alone (recordings).
  [`${ITEM}/operationsStatus/read`]: needed(
    WRITES.filter((name) => name !== "stop-protection-delete-data"),
  ),
  "backupJobs/cancel/action": {
    ...needed(["backup-now", "wait-for-job"], "on-cancel"),
    "cancel-job": "yes",
  },
  "backupJobs/operationResults/read": needed(["cancel-job"]),
  "backupResourceGuardProxies/read": needed(
    [
      "change-policy",
      "stop-protection-retain-data",
      "stop-protection-delete-data",
      "suspend-backups",
    ],
    "under MUA",
  ),
  "backupResourceGuardProxies/unlockDelete/action": needed(
    ["stop-protection-delete-data"],
    "under MUA",
  ),
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
  const rows = BUILT_IN_ROLES.map(({ name, actions }) => {
    const has = (action: string) => actions.some((pattern) => pattern.test(action));
    const whole = (operation: OperationName) =>
      Object.entries(NEEDS).every(
        ([action, { [operation]: need = "" }]) => !["yes", "by path"].includes(need) || has(action),
      );
    return [code(name), inWords(OPERATIONS.filter(whole))];
  });
  return table(["Built-in role", "Has the actions of"], rows);
}

/** Operations as a list, or as what is left out of all of them if that is shorter. */
function inWords(operations: readonly OperationName[]): string {
  const others = OPERATIONS.filter((operation) => !operations.includes(operation));
  if (others.length === 0) return "every operation";
  return others.length < operations.length
    ? `every operation but ${others.map(code).join(", ")}`
    : operations.map(code).join(", ");
}

/** What a role of one's own is for: reading and dry runs, all but the deletion of data, or everything. */
export type RoleKind = "reader" | "operator" | "deleter";

const ROLES: Readonly<Record<RoleKind, { name: string; description: string; has: RegExp }>> = {
  reader: {
    name: "Azure Backup Gate Reader",
    description: "Lists and verifies backups, follows jobs, and makes dry runs. Changes nothing.",
    has: /^(?!.*(operationsStatus|operationResults|backupOperations)).*\bread$/,
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

/** The files of docs/role-definitions, as `az role definition create` takes them. */
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

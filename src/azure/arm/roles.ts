/** The prefix of every RBAC action for requests to a vault. */
export const VAULT_ACTIONS = "Microsoft.RecoveryServices/Vaults/";

/** A built-in role and what it may do in a vault. */
interface BuiltInRole {
  readonly name: string;
  /** Actions below `VAULT_ACTIONS`. */
  readonly actions: readonly RegExp[];
}

/** The built-in roles for a vault, the weakest first (E121). */
export const BUILT_IN_ROLES: readonly BuiltInRole[] = [
  {
    name: "Backup Reader",
    actions: [
      /^read$/i,
      /^backup(Jobs|Jobs\/operationResults|Operations|Policies|ProtectedItems)\/read$/i,
      /protectedItems\/(recoveryPoints\/|operationsStatus\/)?read$/i,
    ],
  },
  {
    name: "Backup Operator",
    actions: [
      /^read$/i,
      /^backupJobs\//i,
      /^backup(Operations|Policies|ProtectedItems)\/read$/i,
      /protectedItems\/(recoveryPoints\/|operationsStatus\/)?read$/i,
      /protectedItems\/(write|backup\/action)$/i,
      /^backupResourceGuardProxies\//i,
    ],
  },
  {
    name: "Backup Contributor",
    actions: [
      /^read$/i,
      /^backup(Jobs|Policies|ProtectedItems|Fabrics\/protectionContainers|ResourceGuardProxies)\//i,
      /^backupOperations\/read$/i,
    ],
  },
];

/** The role on a resource guard that permits a guarded operation (E120). */
export const GUARD_ROLE = "Backup MUA Operator";

/** The weakest built-in role for actions on protected resources and on resource guards (E123). */
const ROLES_ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^Microsoft\.Compute\/virtualMachines\//i, "Virtual Machine Contributor"],
  [/^Microsoft\.Storage\/storageAccounts\//i, "Storage Account Backup Contributor"],
  [/^Microsoft\.DataProtection\/resourceGuards\//i, GUARD_ROLE],
];

/** How long a new role may take to apply (E124). */
export const ROLE_DELAY = "A new assignment takes up to ten minutes to apply.";

/** The weakest built-in role with an RBAC action; undefined if none is known. */
export function leastRole(action: string): string | undefined {
  const isOfVault = action.toLowerCase().startsWith(VAULT_ACTIONS.toLowerCase());
  if (!isOfVault) return ROLES_ELSEWHERE.find(([pattern]) => pattern.test(action))?.[1];
  const below = action.slice(VAULT_ACTIONS.length);
  return BUILT_IN_ROLES.find(({ actions }) => actions.some((one) => one.test(below)))?.name;
}

/** What to do about a missing right: the action, its scope, and the weakest role that has it. */
export function adviceOnRight(action: string, where: string): string {
  const role = leastRole(action);
  const enough = role === undefined ? "." : `: '${role}' is enough for this request.`;
  return `Give the identity of this step a role with '${action}' on ${where}${enough} ${ROLE_DELAY}`;
}

/**
 * The RBAC action that Azure checks for a request, below the vault and in lower case: the types in
 * its path, and what is done to the last of them (documents).
 */
export function actionOf(method: string, path: string): string {
  const below = path.replace(/^.*\/providers\/Microsoft\.RecoveryServices\/vaults\/[^/]+\/?/i, "");
  const types = below.split("/").filter((_, index) => index % 2 === 0);
  const verb = { GET: "read", PUT: "write", DELETE: "delete", POST: "action" }[method];
  return [...types, verb].filter(Boolean).join("/").toLowerCase();
}

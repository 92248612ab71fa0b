import { vaultPath } from "./place.ts";
import type { SentRequest } from "./record.ts";
import type { SimulatedAzure } from "./world.ts";

/** The same question about something else of the same kind: the URL that is asked in its place. */
export function elsewhere(sent: SentRequest, { vault }: SimulatedAzure): string {
  const replaced = (from: RegExp, to: string | undefined) =>
    to === undefined ? sent.url : sent.url.replace(from, to);
  const { path } = sent;
  if (path === "") return sent.url.replace(/\/vaults\/[^/?]+/i, "/vaults/OtherVault");
  const last = path.split("/").at(-1)?.toLowerCase();
  const other = (names: readonly string[]) => names.find((name) => name.toLowerCase() !== last);
  if (/^\/backupJobs\/[^/]+$/i.test(path)) {
    return replaced(
      /\/backupJobs\/[^/?]+/i,
      `/backupJobs/${other(vault.jobs.map(({ id }) => id))}`,
    );
  }
  if (/^\/backupPolicies\//i.test(path)) {
    const name = other(vault.policies.map((policy) => policy.name));
    return replaced(/\/backupPolicies\/[^/?]+/i, name && `/backupPolicies/${name}`);
  }
  if (/\/(backupOperations|operationsStatus)\//i.test(path)) {
    const id = other(vault.operations.map((operation) => operation.id));
    return id === undefined
      ? sent.url
      : `${new URL(sent.url).origin}${vaultPath()}/backupOperations/${id}?api-version=${versionOf(sent.url)}`;
  }
  if (/\/protectedItems\//i.test(path)) {
    const item = vault.items.find(({ name }) => !path.toLowerCase().includes(name.toLowerCase()));
    if (item === undefined) return sent.url;
    return sent.url.replace(
      /\/protectionContainers\/[^/]+\/protectedItems\/[^/?]+/i,
      `/protectionContainers/${encodeURIComponent(item.container)}/protectedItems/${encodeURIComponent(item.name)}`,
    );
  }
  return sent.url;
}

function versionOf(url: string): string {
  return new URL(url).searchParams.get("api-version") ?? "";
}

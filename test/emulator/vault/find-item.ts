import { same } from "../server/wire.ts";
import { type ItemState, itemId, type Service } from "./state.ts";

/** The one item of all vaults by ARM id, or by friendly name and, where needed, `server`, `instance` or `server/instance`. */
export function findItem(
  { vaults }: Service,
  friendlyNameOrId: string,
  server: string | undefined,
): ItemState {
  const all = vaults.flatMap((vault) => vault.items);
  const found = all.filter(
    (item) =>
      same(itemId(item), friendlyNameOrId) ||
      (same(item.friendlyName, friendlyNameOrId) && (server === undefined || isOn(item, server))),
  );
  const [item] = found;
  if (!item || found.length > 1) {
    const wanted = server ? `${friendlyNameOrId} on ${server}` : friendlyNameOrId;
    throw new Error(`The emulator has ${found.length} items '${wanted}'.`);
  }
  return item;
}

function isOn(item: ItemState, where: string): boolean {
  const source = item.container.split(";").at(-1);
  const names = [item.serverName, item.serverName?.split(".")[0], item.parentName, source];
  return where
    .split("/")
    .every((part) => names.some((name) => name !== undefined && same(name, part)));
}

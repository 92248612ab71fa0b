import type { ItemState } from "../../emulator/emulator.ts";
import type { Page } from "../../emulator/vault/book.ts";
import type { RunRecord } from "../record.ts";
import { rowOf } from "./state-table.ts";
import { knowable } from "./truth.ts";

/** Whether every line of a deletion confirms one item, and every live item has its own. */
export function confirmsEach(
  { scene, ...record }: RunRecord,
  page: Page,
  items: readonly ItemState[],
) {
  if (scene.operation !== "stop-protection-delete-data") return true;
  const lines = (scene.inputs["confirm-delete"] ?? "")
    .split("\n")
    .map((line) => line.trim().toLowerCase())
    .filter(Boolean);
  const names = items.map((item) => page.items.get(item)?.friendlyName.trim().toLowerCase() ?? "");
  const count = (list: readonly string[], word: string) =>
    list.filter((one) => one === word).length;
  const bare = lines.map((line) => line.replace(/^permanently /, ""));
  const isIdle = bare.some((line) => count(bare, line) > count(names, line));
  const live = names.filter((_, index) => {
    const item = items[index];
    return item !== undefined && rowOf(page.items.get(item)) !== "deleted";
  });
  const forms = [scene, ...knowable({ scene, ...record })].map(({ vault }) =>
    vault.unreadable || !["Enabled", "AlwaysON"].includes(page.softDelete ?? "")
      ? "permanently "
      : "",
  );
  const isEach = forms.some((form) =>
    live.every((name) => count(lines, `${form}${name}`) >= count(live, name)),
  );
  return !isIdle && isEach;
}

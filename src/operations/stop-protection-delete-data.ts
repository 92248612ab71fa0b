import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { VaultState } from "../azure/backup/vault.ts";
import { isoTime } from "../json.ts";
import { nameInput, nameOutput } from "../manifest/names-in-messages.ts";
import { clip } from "../text.ts";
import { DAY_MS } from "../time/units.ts";
import { requiredInput } from "../values/input-values.ts";
import { confirmationsOf, permanently } from "./confirmations.ts";
import type { WriteOperation } from "./descriptor.ts";
import { type Before, decideByPlan, nothingToDo, type Plan, type Refusal } from "./plan.ts";
import { immutableInWords } from "./policy-rules.ts";

/** The user's wish to stop an item's backups and delete its recovery points. */
interface StopProtectionDeleteData {
  readonly kind: "stop-protection-delete-data";
  /**
   * What the user typed to confirm, in one line for each item: its name, preceded by `permanently `
   * if the deletion cannot be undone.
   */
  readonly confirmDelete: string;
  /** Whether `confirmDelete` is only this item's line of several, and "" if it has none. */
  readonly isOneLine?: true;
}

const CONFIRM =
  "Repeat the item's name as Azure shows it; where soft delete is off, 'permanently' and the name.";

/** Stop protection and delete backup data: a DELETE, which soft delete defers if it is on. */
export const stopProtectionDeleteData: WriteOperation<StopProtectionDeleteData> = {
  kind: "write",
  azureName: "Stop protection and delete backup data",
  method: "DELETE",
  lastsLike: "delete",
  inputs: ["confirm-delete", "resource-guard-tenant-id"],
  alsoCalled: ["delete", "deletebackup"],
  deletesData: true,

  readWish: (get) => ({
    kind: "stop-protection-delete-data",
    confirmDelete: requiredInput(get, "confirm-delete", CONFIRM),
  }),

  // If the step runs again after the deletion, it must not reach a live item of the same name.
  prefers: "neither",

  divide(wish, items) {
    const { own, idle } = confirmationsOf(wish.confirmDelete, items.map(nameToConfirm));
    return {
      wishes: own.map((line = "") => ({ ...wish, confirmDelete: line, isOneLine: true })),
      refusal: idle.length === 0 ? undefined : refuseIdle(idle),
    };
  },

  column: {
    protected: decideByPlan(),
    error: decideByPlan(),
    stopped: decideByPlan(),
    suspended: decideByPlan("immutable vault: refuse; else go"),
    "soft-deleted": nothingToDo(
      "Its backup data is already scheduled for deletion.",
      "nothing to do, `purge-time` set",
    ),
  },

  plan(wish, { vault, item, now }) {
    if (vault.immutability !== "off") {
      return {
        kind: "refuse",
        why: `${immutableInWords(vault)}, and an immutable vault never deletes backup data.`,
        hint: "Use 'stop-protection-retain-data', or wait until the recovery points expire.",
      };
    }
    return refuseUnconfirmed(wish, vault, item) ?? planDelete({ vault, item, now });
  },

  // With soft delete, deleted items stay visible, so an item that is gone may never have been
  // deleted by us.
  reached: (_wish, { vault }, after, afterOwnJob) =>
    after === undefined
      ? afterOwnJob || vault.softDelete === "off"
      : after.condition === "soft-deleted",
};

/** What a line has to hold. An input cannot hold the spaces that a name may have at either end. */
function nameToConfirm({ friendlyName }: ProtectedItem): string {
  return friendlyName.trim();
}

/** Requires the name that Azure returned, not the one that the user wrote. */
function refuseUnconfirmed(
  { confirmDelete, isOneLine }: StopProtectionDeleteData,
  vault: VaultState,
  item: ProtectedItem,
): Refusal | undefined {
  const name = nameToConfirm(item);
  const wanted = vault.softDelete === "on" ? name : permanently(name);
  // Nothing confirms nothing, though Azure may name an item so.
  if (confirmDelete !== "" && sameName(confirmDelete, wanted)) return undefined;
  const { own, idle } = confirmationsOf(confirmDelete, [name]);
  if (own.some((line) => line !== undefined && sameName(line, wanted))) return refuseIdle(idle);
  const why = {
    on: "soft delete keeps the data for some days",
    off: "soft delete is off, so the data may be gone at once",
    unreadable: "whether soft delete is on cannot be read, so the data may be gone at once",
  };
  const right = isOneLine
    ? `give it the line '${wanted}' in ${nameInput("confirm-delete")}`
    : `set ${nameInput("confirm-delete", wanted)}`;
  return {
    kind: "refuse",
    why:
      confirmDelete === ""
        ? `${nameInput("confirm-delete")} has no line for the item that Azure found (${why[vault.softDelete]}).`
        : `${nameInput("confirm-delete", clip(confirmDelete, 200))} does not confirm the item that Azure found (${why[vault.softDelete]}).`,
    hint: `Azure calls it '${item.friendlyName}' (${item.id}). If that is the one, ${right}.`,
  };
}

/** How many lines that confirm nothing are told one by one. */
const TOLD = 20;

/** Refuses lines without an item, because an item may be missing that the user wants to delete. */
function refuseIdle(lines: readonly string[]): Refusal {
  const [only = "", ...others] = lines.map((line) => clip(line, 200));
  const shown = [only, ...others].slice(0, TOLD).map((line) => `'${line}'`);
  const rest = lines.length - shown.length;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return {
    kind: "refuse",
    why:
      others.length === 0
        ? `The line '${only}' of ${nameInput("confirm-delete")} confirms no item.`
        : `${lines.length} lines of ${nameInput("confirm-delete")} confirm no item: ${shown.join(", ")}${more}.`,
    hint: `Each line is the name of one item, as Azure shows it. Correct or remove what confirms none, or add its item to ${nameInput("item")}.`,
  };
}

/** True of every Recovery Services vault since November 2025, whatever its setting says (E113). */
const ENFORCED = `If Azure enforces soft delete, the data stays for 14 days or more; ${nameOutput("purge-time")} will say until when.`;

function planDelete({ vault, item, now }: Pick<Before, "vault" | "item" | "now">): Plan {
  const days = vault.softDeleteDays;
  const kept =
    days === undefined
      ? "until it is purged"
      : `for ${days} days, until ${isoTime(now + days * DAY_MS)}`;
  const note = {
    on: `Soft delete is on: the data can be undeleted ${kept}; ${nameOutput("purge-time")} will say when exactly.`,
    off: `Soft delete is off: the data may be gone at once. ${ENFORCED}`,
    unreadable: `Whether soft delete is on could not be read: the data may be gone at once. ${ENFORCED}`,
  };
  return {
    kind: "send",
    write: { method: "DELETE" },
    doing: `stop the protection of '${item.friendlyName}' and delete its data`,
    jobOperation: "DeleteBackupData",
    undoneBy: "Undelete",
    guarded: "delete",
    notes: [note[vault.softDelete]],
  };
}

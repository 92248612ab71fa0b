import type { RequestIds } from "../../errors.ts";
import type { ItemAddress } from "./item.ts";
import { type CancelResult, cancelResultOf, type LroRef, lroOf } from "./lro.ts";
import type { VaultLine } from "./reads.ts";

/** A write on a protected item; a POST starts an on-demand backup. */
export interface ItemWrite {
  readonly method: "PUT" | "DELETE" | "POST";
  readonly body?: object;
}

/** Additional request headers, such as the token of a guard's tenant. */
export type Headers = Readonly<Record<string, string>>;

/**
 * Azure's acceptance of a request: the ids of its answer, and the operation it has begun, if it
 * names one.
 */
export interface Accepted {
  readonly ids: RequestIds;
  readonly lro: LroRef | undefined;
}

/** Azure's acceptance of a cancel, and where to read its result, if it says so. */
export interface AcceptedCancel extends Accepted {
  readonly result: CancelResult | undefined;
}

/** Changes, deletes and backs up protected items. */
export function itemWrites({ vault, origin, paths, send }: VaultLine) {
  return {
    async write(
      address: ItemAddress,
      { method, body }: ItemWrite,
      { doing, headers }: { doing: string; headers: Headers },
    ): Promise<Accepted> {
      const answer = await send({
        method,
        path: method === "POST" ? paths.backup(address) : paths.item(address),
        ...(body === undefined ? {} : { body }),
        doing,
        permission: method,
        headers,
      });
      return { ids: answer.ids, lro: lroOf(answer, { origin, vault }) };
    },
  };
}

/** Cancels backup jobs. */
export function jobWrites({ vault, origin, paths, send }: VaultLine) {
  return {
    async cancelJob(id: string): Promise<AcceptedCancel> {
      const answer = await send({
        method: "POST",
        path: paths.cancelJob(id),
        doing: `cancel the job ${id}`,
        permission: "cancelJob",
      });
      const place = { origin, vault };
      const result = cancelResultOf(answer, id, place);
      return { ids: answer.ids, lro: lroOf(answer, place), result };
    },
  };
}

/** Sends requests to the resource guard. */
export function guardWrites({ paths, send }: VaultLine) {
  return {
    async unlockDelete(itemId: string, request: string, headers: Headers): Promise<void> {
      await send({
        method: "POST",
        path: paths.unlockDelete,
        body: { resourceGuardOperationRequests: [request], resourceToBeDeleted: itemId },
        doing: "unlock the item for deletion under multi-user authorization",
        permission: "unlockDelete",
        headers,
      });
    },
  };
}

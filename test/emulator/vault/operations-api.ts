import { type EmulatorResponse, empty, json, Refusal, same } from "../server/wire.ts";
import { type Call, param, query } from "./call.ts";
import { itemBody } from "./item-body.ts";
import { itemPath, operationBody, signature } from "./operations.ts";
import { type OperationState, vaultId } from "./state.ts";
import { dateTime, UNSET_TIME } from "./time.ts";

/** Under which name and where an operation is asked for. */
type Place =
  | "backupOperations"
  | "backupOperationResults"
  | "operationsStatus"
  | "operationResults";

/** The status document of an operation; the vault-level URL serves any operation (recording). */
export function operationStatus(call: Call): EmulatorResponse {
  const operation = operationOf(call, call.params.item ? "operationsStatus" : "backupOperations");
  return json(operationBody(operation, dateTime, UNSET_TIME));
}

/**
 * The result of an operation: 202 with `{}` and the headers again while it runs, then the item
 * after a PUT, else 204 (recording of 2016). A failed one ends with its error (unverified).
 */
export function operationResult(call: Call): EmulatorResponse {
  const operation = operationOf(
    call,
    call.params.item ? "operationResults" : "backupOperationResults",
  );
  if (operation.status === "InProgress") {
    const here = `${call.service.origin()}${call.url.pathname}${call.url.search}`;
    return json({}, 202, { location: here, "retry-after": String(call.service.clientSeconds(60)) });
  }
  if (operation.error) throw new Refusal(400, operation.error.code, operation.error.message);
  return operation.result === "item" && operation.item
    ? json(itemBody(call.service, operation.item, "single"))
    : empty(204);
}

function operationOf(call: Call, place: Place): OperationState {
  const id = param(call, "operation");
  // From the end: those that are asked for are the newest of perhaps thousands.
  const operation = call.vault.operations.findLast((one) => same(one.id, id));
  if (!operation || !belongs(call, operation)) {
    throw new Refusal(
      404,
      "BMSUserErrorOperationNotFound",
      `The operation '${id}' does not exist.`,
    );
  }
  const under = call.params.item && operation.item ? itemPath(operation.item) : vaultId(call.vault);
  checkSignature(call, `${under}/${place}/${operation.id}`);
  return operation;
}

function belongs({ params }: Call, { item }: OperationState): boolean {
  if (params.item === undefined) return true;
  return same(item?.name, params.item) && same(item?.container, params.container);
}

/** A signed URL has to come back as it was handed out; the URL without the signature works too. */
function checkSignature(call: Call, path: string): void {
  const [t, c, s, h] = ["t", "c", "s", "h"].map((name) => query(call.url, name));
  if ([t, c, s, h].every((value) => value === undefined)) return;
  if (`t=${t}&c=${c}&s=${s}&h=${h}` !== signature(path, t ?? "")) {
    throw new Refusal(403, "InvalidSignature", "The signature of the operation URL is not valid.");
  }
}

import type { HttpMethods } from "@azure/core-rest-pipeline";
import type { Expected } from "./attempt.ts";
import { isOn } from "./origin.ts";

/** One request to Azure Resource Manager. */
export interface ArmRequest {
  readonly method: HttpMethods;
  /** A percent-encoded path below the ARM origin, or a URL on that origin, which is used unchanged. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Completes "Could not …", such as "read the item 'payroll'". */
  readonly doing: string;
  /** The RBAC action that the request needs; the error of a 403 names it. */
  readonly action: string;
  /** Error statuses that the caller accepts as an answer. */
  readonly accept?: readonly number[];
  /** What a read accepts as its answer; Azure's own *not found* is an answer, with its status of 404. */
  readonly expected?: Expected;
}

/**
 * The URL of a request.
 *
 * @throws Error if it does not lie on the origin.
 */
export function urlOf({ path, query = {} }: ArmRequest, origin: string): URL {
  const url = new URL(path, origin);
  if (!isOn(origin, url.href)) {
    throw new Error(`A request to ${url.origin} would carry a token meant for ${origin}.`);
  }
  const terms = Object.entries(query);
  for (const [name, value] of terms) url.searchParams.set(name, value);
  // Spaces are sent as official clients send them (E134); a URL from Azure stays unchanged.
  if (terms.length > 0) url.search = url.search.replaceAll("+", "%20");
  return url;
}

/** The headers of a request, without its token. */
export function headersOf(
  { body, headers }: ArmRequest,
  sender: { readonly userAgent: string; readonly requestId: string },
): Readonly<Record<string, string>> {
  return {
    accept: "application/json",
    "user-agent": sender.userAgent,
    "x-ms-client-request-id": sender.requestId,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  };
}

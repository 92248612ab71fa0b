import {
  type EmulatorRequest,
  type EmulatorResponse,
  invalidInput,
  json,
  objectOf,
  Refusal,
} from "../server/wire.ts";
import type { Service, VaultState } from "./state.ts";

/** One request to a vault, checked as far as the gateway checks: token, vault, API version, verb. */
export interface Call {
  readonly service: Service;
  readonly request: EmulatorRequest;
  readonly url: URL;
  readonly vault: VaultState;
  readonly apiVersion: string;
  /** The variable parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** One variable part of the path, decoded. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no parameter '${name}'.`);
  return value;
}

/** One query parameter; undefined if it is not there. */
export function query(url: URL, name: string): string | undefined {
  return url.searchParams.get(name) ?? undefined;
}

/** The JSON object in the body of a PUT or POST, or the gateway's refusal. */
export function bodyOf(call: Call): Record<string, unknown> {
  const type = call.request.headers["content-type"] ?? "";
  if (!/^application\/json(;|$)/i.test(type)) {
    throw new Refusal(
      415,
      "UnsupportedMediaType",
      `The content media type '${type || "<null>"}' is not supported. Only 'application/json' is supported.`,
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(call.request.body ?? "");
  } catch {
    throw new Refusal(
      400,
      "InvalidRequestContent",
      "The request content was invalid and could not be deserialized.",
    );
  }
  return objectOf(parsed, "the request body");
}

/**
 * One page of a list. `nextLink` is absolute and repeats the whole query (document: pages of 200);
 * its `$skipToken` is opaque to clients.
 */
export function page<T>(
  call: Call,
  all: readonly T[],
  render: (one: T) => unknown,
): EmulatorResponse {
  const from = skipped(query(call.url, "$skipToken"), all.length);
  const to = from + call.service.pageSize;
  const value = all.slice(from, to).map(render);
  if (to >= all.length) return json({ value });

  const kept = [...call.url.searchParams].filter(([name]) => name !== "$skipToken");
  const token = Buffer.from(`from:${to}`).toString("base64url");
  const search = [...kept, ["$skipToken", token] as const]
    .map(([name, content]) => `${name}=${encodeURIComponent(content)}`)
    .join("&");
  return json({ value, nextLink: `${call.service.origin()}${call.url.pathname}?${search}` });
}

function skipped(token: string | undefined, length: number): number {
  if (token === undefined) return 0;
  const from = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (from === undefined || Number(from) >= length) throw invalidInput("$skipToken is not valid");
  return Number(from);
}

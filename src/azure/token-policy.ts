import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import type { World } from "../host.ts";
import type { TokenSource } from "./sign-in.ts";

/**
 * Puts the bearer token on a request and, when ARM answers 401, asks for a fresh one and tries
 * exactly once more: a 401 was not carried out, so this is safe for writes too.
 *
 * The library's own bearer policy is not used: it refreshes in the background, and a sign-in that
 * keeps failing there ends the process without outputs.
 */
export function bearerTokenPolicy(tokens: TokenSource, world: World): PipelinePolicy {
  return {
    name: "bearerToken",
    async sendRequest(request, next) {
      const authorized = async (fresh: boolean) => {
        // `arm.ts` puts a real AbortSignal on every request; the library's type is a looser one.
        const signal = (request.abortSignal as AbortSignal | undefined) ?? world.signal;
        const token = await tokens({ fresh, signal });
        request.headers.set("authorization", `Bearer ${token}`);
        return next(request);
      };
      const response = await authorized(false);
      return response.status === 401 ? authorized(true) : response;
    },
  };
}

import { readClaims } from "../azure/identity/jwt-claims.ts";
import type { HostSignIn, SignInSettings } from "../azure/identity/sign-in.ts";
import { at } from "../json.ts";
import { roughDuration } from "../text.ts";

/**
 * What to warn of where the step may go on for longer than the only assertion that its host has;
 * undefined if there is nothing to say. An assertion that has expired already is for the sign-in to
 * explain.
 */
export function assertionWarning(
  { kind }: SignInSettings,
  { assertions, heldAssertion }: HostSignIn,
  { now, deadline }: { readonly now: number; readonly deadline: number },
): string | undefined {
  const held = kind === "assertion" ? heldAssertion?.() : undefined;
  if (held === undefined) return undefined;
  const seconds = at(readClaims(held.token), "exp");
  if (typeof seconds !== "number") return undefined;
  const end = seconds * 1_000;
  if (end <= now || end >= deadline) return undefined;
  return `The step may take ${roughDuration(deadline - now)}, and ${assertions} expires in ${roughDuration(end - now)}. After that it gets no new access to Azure, and may end before the work does. ${held.advice}`;
}

import { promisify } from "node:util";
import { ActionError } from "../../errors.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";
import { READS_AS_EMPTY } from "../../text.ts";
import type { HostSignIn } from "./sign-in.ts";

/**
 * The subscription of the Azure CLI's session. On Windows `az` is a batch file, which only a shell
 * can start; the command contains no text from a user.
 *
 * @throws ActionError (`sign-in-failed`), and the signal's reason if that is one.
 */
export async function sessionSubscription(
  host: Pick<HostSignIn, "session" | "withoutSession">,
  signal: AbortSignal,
): Promise<string> {
  // It takes time to load, and few steps ask for a session.
  const { execFile } = await import("node:child_process");
  try {
    const args = ["account", "show", "--query", "id", "--output", "tsv"];
    const { stdout } = await promisify(execFile)("az", args, {
      shell: process.platform === "win32",
      timeout: 60_000,
      signal,
    });
    return stdout.trim();
  } catch (cause) {
    if (signal.reason instanceof ActionError) throw signal.reason;
    throw noSubscription(cause, signal, host);
  }
}

/** Why az names no subscription, and what to do. */
function noSubscription(
  cause: unknown,
  { aborted }: AbortSignal,
  { session, withoutSession = IDS }: Parameters<typeof sessionSubscription>[0],
): ActionError {
  const subscription = `${nameInput("subscription-id")}, which is empty or missing`;
  if (isMissing(cause)) {
    const hint = `Set ${subscription}, or give the vault's resource id as ${nameInput("vault")}. To sign in without az, ${withoutSession}. ${READS_AS_EMPTY}`;
    const message = "The Azure CLI (az) is not on the PATH, so it cannot tell the subscription.";
    return new ActionError("sign-in-failed", message, { hint, cause });
  }
  const isKilled = aborted || (cause as { killed?: boolean }).killed === true;
  const message = isKilled
    ? "The Azure CLI did not answer in time."
    : "The Azure CLI has no session with a subscription.";
  const hint = `${session}, or set ${subscription}. ${READS_AS_EMPTY}`;
  return new ActionError("sign-in-failed", message, { hint, cause });
}

const IDS = `give ${nameInput("client-id")} and ${nameInput("tenant-id")}`;

/** Whether there is no `az`; a shell says so itself, in the language of the machine. */
function isMissing(error: unknown): boolean {
  const { code, stderr = "" } = error as { code?: string | number; stderr?: string };
  return code === "ENOENT" || (process.platform === "win32" && /['"]az['"]/.test(stderr));
}

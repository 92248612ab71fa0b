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
  { session }: Pick<HostSignIn, "session">,
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
    const isKilled = signal.aborted || (cause as { killed?: boolean }).killed === true;
    const problem = isKilled
      ? "The Azure CLI did not answer in time."
      : "The Azure CLI has no session with a subscription.";
    throw new ActionError("sign-in-failed", problem, {
      hint: `${session}, or set ${nameInput("subscription-id")}, which is empty or missing. ${READS_AS_EMPTY}`,
      cause,
    });
  }
}

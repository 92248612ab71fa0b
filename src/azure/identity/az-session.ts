import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ActionError } from "../../errors.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";
import { READS_AS_EMPTY } from "../../text.ts";
import type { HostSignIn } from "./sign-in.ts";

/**
 * The subscription of the Azure CLI's session. On Windows `az` is a batch file, which only a shell
 * can start; the command contains no text from a user.
 *
 * @throws ActionError (`sign-in-failed`) and the signal's reason.
 */
export async function sessionSubscription(
  { session }: Pick<HostSignIn, "session">,
  signal: AbortSignal,
): Promise<string> {
  try {
    const args = ["account", "show", "--query", "id", "--output", "tsv"];
    const { stdout } = await promisify(execFile)("az", args, {
      shell: process.platform === "win32",
      timeout: 60_000,
      signal,
    });
    return stdout.trim();
  } catch (cause) {
    signal.throwIfAborted();
    throw new ActionError("sign-in-failed", "The Azure CLI has no session with a subscription.", {
      hint: `${session}, or set ${nameInput("subscription-id")}, which is empty or missing. ${READS_AS_EMPTY}`,
      cause,
    });
  }
}

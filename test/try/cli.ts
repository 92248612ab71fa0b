import { fromCaller } from "../emulator/server/from-caller.ts";
import { VaultFileError } from "../emulator/vault-file/fields.ts";
import { readAction } from "../support/action-yml.ts";
import { readArguments, USAGE } from "./arguments.ts";
import { tryStep } from "./step.ts";
import { UsageError } from "./usage.ts";
import { tryWorkflow } from "./workflow/run.ts";

/** Runs a workflow or a step on an emulated Azure Backup; the exit code is theirs, or 2 for a wrong call. */
async function main(): Promise<number> {
  const call = readArguments(process.argv.slice(2), Object.keys(readAction().inputs));
  if (call === "help") {
    console.log(USAGE);
    return 0;
  }
  const vaultFile = call.vaultFile && fromCaller(call.vaultFile);
  if (call.kind === "step") return tryStep({ ...call, vaultFile }, console.log);
  return tryWorkflow({ ...call, vaultFile, file: fromCaller(call.file) }, console.log);
}

// Whoever stops this command with Ctrl+C stops the step, or act, with it; what is left is then shown.
process.on("SIGINT", () => undefined);
try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof VaultFileError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

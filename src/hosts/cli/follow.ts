import { inputsOf } from "../../inputs/rows-of-host.ts";
import type { InputName } from "../../manifest/input-table.ts";
import type { AccountSoFar } from "../../report/step-report.ts";
import { shellWord } from "./shell-word.ts";
import type { CommandLine } from "./terminal.ts";

/** The options that say where a job is and who asks for it. */
const WHERE: readonly InputName[] = [
  "vault",
  "resource-group",
  "subscription-id",
  "environment",
  "resource-manager-url",
  "auth-type",
  "client-id",
  "tenant-id",
];

/** A reader copies one of them; more are in the report. */
const MOST = 10;

/** The command lines that follow the jobs which still run, for the shell of this machine. */
export function followCommands(
  { inputs, clientSecretFile }: Pick<CommandLine, "inputs" | "clientSecretFile">,
  accounts: readonly AccountSoFar[],
): readonly string[] {
  const given = inputsOf("terminal").flatMap(({ name }) => {
    const value = inputs.get(name) ?? "";
    return WHERE.includes(name) && value !== "" ? [`--${name} ${shellWord(value)}`] : [];
  });
  const secret =
    clientSecretFile === "" ? [] : [`--client-secret-file ${shellWord(clientSecretFile)}`];
  const ids = accounts.flatMap(({ known: { job }, verdict }) =>
    job !== undefined && verdict === undefined && (job.phase ?? "running") === "running"
      ? [job.id]
      : [],
  );
  return [...new Set(ids)]
    .slice(0, MOST)
    .map((id) =>
      ["azure-backup-gate wait-for-job", ...given, ...secret, `--job-id ${shellWord(id)}`].join(
        " ",
      ),
    );
}

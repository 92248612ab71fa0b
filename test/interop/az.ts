import { Emulator } from "../emulator/emulator.ts";
import { startImds } from "../emulator/identity/imds-server.ts";
import { startServer } from "../emulator/server/server.ts";
import { AzCli } from "./az-cli.ts";
import { printedRows } from "./az-printed.ts";
import { READ_STEPS } from "./az-reads.ts";
import { RULE_STEPS } from "./az-rules.ts";
import { signInSteps } from "./az-sign-in.ts";
import { ABBREVIATIONS, type AzStep, take } from "./az-steps.ts";
import { WRITE_STEPS } from "./az-writes.ts";
import { Report } from "./table.ts";

/** Well over an hour of Azure's time passes in a second. */
const TIME_SCALE = 5000;
const SHARE =
  "-c contosofiles -i scans --backup-management-type AzureStorage --workload-type AzureFileShare";

const VM = "-c uttestvmub1 -i uttestvmub1 --backup-management-type AzureIaasVM";

/** A backup, and az waiting for its end. */
const WAIT_STEPS: readonly [AzStep, AzStep] = [
  {
    command: `backup protection backup-now @ ${SHARE} --retain-until 31-12-2040`,
    before: (azure) =>
      azure.script({ item: "scans", operation: "Backup", jobSeconds: 15 * TIME_SCALE }),
    state: "a job in progress",
    holds: ({ json }) => json.properties.status === "InProgress",
  },
  {
    command: "backup job wait @ -n JOB",
    jobOf: "scans",
    state: "Completed, with the first recovery point",
    holds: ({ json, azure }) =>
      json.properties.status === "Completed" && azure.item("scans").recoveryPoints.length === 1,
  },
];

/** A backup that would take an hour, and az stopping it. */
const STOP_STEPS: readonly AzStep[] = [
  {
    command: `backup protection backup-now @ ${VM} --retain-until 31-12-2040`,
    before: (azure) =>
      azure.script({ item: "uttestvmub1", operation: "Backup", jobSeconds: 3600 * TIME_SCALE }),
    state: "a job in progress",
    holds: ({ json }) => json.properties.status === "InProgress",
  },
  {
    command: "backup job list @ --status InProgress --backup-management-type AzureIaasVM",
    state: "that job and no other",
    holds: ({ json }) =>
      json.length === 1 && json[0].properties.entityFriendlyName === "uttestvmub1",
  },
  {
    command: "backup job stop @ -n JOB",
    jobOf: "uttestvmub1",
    state: "Cancelled",
    holds: ({ azure }) =>
      azure.vault().jobs.find(({ item }) => item?.friendlyName === "uttestvmub1")?.status ===
      "Cancelled",
  },
];

/** Makes the Azure CLI work on the emulator, command by command. */
async function main(): Promise<boolean> {
  const azure = new Emulator({ timeScale: TIME_SCALE });
  azure.vault().softDeleteRetentionDays = 180; // 14 days would pass during the run
  await using server = await startServer(azure);
  await using imds = await startImds(azure);
  await using az = await AzCli.start(server.caFile);
  const version = await az.run(["version", "--only-show-errors"]).catch(() => undefined);
  if (version?.exitCode !== 0) {
    console.error(
      "No working 'az' on the PATH: install azure-cli, for example with pip into a virtual environment.",
    );
    return false;
  }
  console.log(`az ${JSON.parse(version.stdout)["azure-cli"]} against ${server.url}`);

  const report = new Report(["command", "exit code", "state afterwards"]);
  const all = async (steps: readonly AzStep[]) => {
    for (const step of steps) report.add(await take(step, az, azure));
  };
  for (const row of await printedRows(azure, server)) report.add(row);
  await all(signInSteps(azure, imds.url));
  if (!report.good) {
    console.log(`\n${report}\n\nNot signed in as it should be: no command was tried.`);
    return false;
  }
  await all(READ_STEPS);
  const [start, wait] = WAIT_STEPS;
  await all([start]);
  const waiting = take(wait, az, azure); // az sleeps through half a minute, twice
  await all(WRITE_STEPS);
  await all(RULE_STEPS);
  await all(STOP_STEPS);
  report.add(await waiting);
  console.log(`\n@: the vault and its resource group`);
  for (const [long, short] of ABBREVIATIONS) console.log(`{${short}}: ${long}`);
  console.log(`\n${report}`);
  return report.good;
}

process.exitCode = (await main()) ? 0 : 1;

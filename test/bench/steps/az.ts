import { IDENTITY } from "../../emulator/emulator.ts";
import { AzCli, wordsOf } from "../../interop/az-cli.ts";
import type { Programs } from "./build.ts";
import { type Row, rowOf, type Sample } from "./figures.ts";
import { timedWork } from "./measure.ts";
import { onStage } from "./stage.ts";
import { ITEM, VAULT } from "./subject.ts";

const [, group = "", vault = ""] = /resourceGroups\/([^/]+)\/.*\/([^/]+)$/.exec(VAULT) ?? [];
const [, container = "", item = ""] =
  /Containers\/([^/]+)\/protectedItems\/([^/]+)$/.exec(ITEM) ?? [];
const AT = `-g ${group} -v ${vault}`;

const DISABLE = `backup protection disable ${AT} -c ${container} -i ${item} --backup-management-type AzureWorkload --workload-type MSSQL --yes`;

/** Whether there is an `az` that works on the PATH. */
export async function hasAz(): Promise<boolean> {
  await using az = await AzCli.start("");
  const version = await az.run(["version", "--only-show-errors"]).catch(() => undefined);
  return version?.exitCode === 0;
}

/** Times the stop by the Azure CLI, and its wait for the job. */
export class AzBench {
  readonly #disable: Sample[] = [];
  readonly #wait: Sample[] = [];

  /** Runs both once, signed in before on a fresh emulator, which is not timed. */
  async run(programs: Programs): Promise<void> {
    await onStage(programs, async ({ azure, server }) => {
      await using az = await AzCli.start(server.caFile);
      const call = async (command: string) => {
        const { exitCode, stderr } = await az.run(wordsOf(command));
        if (exitCode !== 0) throw new Error(`az ${command} ended with ${exitCode}:\n${stderr}`);
      };
      await call("config set core.instance_discovery=false --only-show-errors");
      await call(
        `cloud register --name Emulator --endpoint-resource-manager ${server.url} --endpoint-active-directory ${server.url}`,
      );
      await call("cloud set --name Emulator");
      await call(
        `login --service-principal -u ${IDENTITY.clientId} --tenant ${IDENTITY.tenantId} -p ${IDENTITY.clientSecret}`,
      );
      this.#disable.push(await timedWork(() => call(DISABLE)));
      const job = azure.vault().jobs.find(({ operation }) => operation === "DisableBackup");
      this.#wait.push(await timedWork(() => call(`backup job wait ${AT} -n ${job?.id}`)));
    });
  }

  /** A row of each command; none if it never ran. */
  rows(): readonly Row[] {
    if (this.#disable.length === 0) return [];
    return [
      rowOf({ title: "az backup protection disable", kind: "other" }, this.#disable),
      rowOf({ title: "az backup job wait", kind: "other" }, this.#wait),
    ];
  }
}

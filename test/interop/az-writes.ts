import { setTimeout } from "node:timers/promises";
import type { Emulator, ItemState } from "../emulator/emulator.ts";
import { withoutLogs } from "./az-reads.ts";
import type { AzStep } from "./az-steps.ts";

/** An item of each kind, and what az wants to hear about it. */
interface Subject {
  readonly name: string;
  readonly server?: string;
  readonly container: string;
  readonly type: string;
  /** For the commands that take no workload type. */
  readonly briefType?: string;
  readonly policies: readonly [longer: string, usual: string];
  readonly backup: string;
}

const SUBJECTS: readonly Subject[] = [
  {
    name: "payroll",
    server: "sqlserver-1",
    container: "sqlserver-1",
    type: "--backup-management-type AzureWorkload --workload-type MSSQL",
    policies: ["ProdPolicy", "HourlyLogPolicy"],
    backup: "--backup-type Full --retain-until 31-12-2040",
  },
  {
    name: "erp",
    container: "hana-0",
    type: "--backup-management-type AzureWorkload --workload-type SAPHANA",
    policies: ["HanaLongPolicy", "HanaPolicy"],
    backup: "--backup-type Full --retain-until 31-12-2040",
  },
  {
    name: "web-01",
    container: "web-01",
    type: "--backup-management-type AzureIaasVM --workload-type VM",
    briefType: "--backup-management-type AzureIaasVM",
    policies: ["VmLongPolicy", "DefaultPolicy"],
    backup: "--retain-until 31-12-2040",
  },
  {
    name: "documents",
    container: "contosofiles",
    type: "--backup-management-type AzureStorage --workload-type AzureFileShare",
    policies: ["LongSharePolicy", "DailySharePolicy"],
    backup: "--retain-until 31-12-2040",
  },
];

/** The life of an item of each kind. */
export const WRITE_STEPS: readonly AzStep[] = SUBJECTS.flatMap(lifeOf);

function lifeOf(subject: Subject): AzStep[] {
  return [...backedUp(subject), ...stoppedAndResumed(subject), ...deletedAndBack(subject)];
}

/** How az names an item in most of its commands. */
function argumentsOf({ name, container, type, briefType = type }: Subject): string {
  return `@ -c ${container} -i ${name} ${briefType}`;
}

function backedUp(subject: Subject): AzStep[] {
  const { name, server, container, type, backup } = subject;
  const [longer] = subject.policies;
  const itemOf = (azure: Emulator) => azure.item(name, server);
  const on = argumentsOf(subject);
  let points = 0;
  return [
    {
      command: `backup item set-policy @ -c ${container} -n ${name} ${type} -p ${longer}`,
      // Long enough that az has to look twice.
      before: (azure) => azure.script({ operation: "ConfigureBackup", operationSeconds: 15_000 }),
      state: `policy is ${longer}, job Completed, two looks`,
      holds: ({ json, azure }) =>
        hasPolicy(itemOf(azure), longer) && isCompleted(json) && looks(azure) >= 2,
    },
    {
      command: `backup protection backup-now ${on} ${backup}`,
      before: (azure) => {
        points = itemOf(azure).recoveryPoints.length;
      },
      state: "a backup job of the item",
      holds: ({ json, azure }) => jobItem(azure, json.name) === itemOf(azure),
    },
    {
      command: `backup recoverypoint list @ -c ${container} -i ${name} ${type}`,
      before: async (azure) => {
        // The job has to end, and Azure lists its point a minute later, which passes within this pause.
        for (let tries = 0; tries < 100; tries++) {
          const isMade = itemOf(azure).recoveryPoints.length > points;
          await setTimeout(50);
          if (isMade) return;
        }
      },
      state: "one recovery point more",
      holds: ({ json, azure }) =>
        withoutLogs(json).length === points + 1 &&
        itemOf(azure).recoveryPoints.length === points + 1,
    },
  ];
}

function stoppedAndResumed(subject: Subject): AzStep[] {
  const [, usual] = subject.policies;
  const itemOf = (azure: Emulator) => azure.item(subject.name, subject.server);
  const on = argumentsOf(subject);
  return [
    {
      command: `backup protection disable ${on} --yes`,
      state: "ProtectionStopped, no policy, data kept",
      holds: ({ json, azure }) =>
        isStopped(itemOf(azure)) && itemOf(azure).deletedAt === undefined && isCompleted(json),
    },
    {
      command: `backup protection resume ${on} -p ${usual}`,
      state: `IRPending under ${usual}`,
      holds: ({ json, azure }) =>
        hasPolicy(itemOf(azure), usual) &&
        itemOf(azure).protectionState === "IRPending" &&
        isCompleted(json),
    },
  ];
}

function deletedAndBack(subject: Subject): AzStep[] {
  const { name, server, container, type } = subject;
  const itemOf = (azure: Emulator) => azure.item(name, server);
  const on = argumentsOf(subject);
  return [
    {
      command: `backup protection disable ${on} --yes --delete-backup-data true`,
      state: "soft-deleted, points too",
      holds: ({ json, azure }) =>
        itemOf(azure).deletedAt !== undefined &&
        itemOf(azure).recoveryPoints.every(({ softDeleted }) => softDeleted) &&
        isCompleted(json),
    },
    {
      command: `backup item show @ -c ${container} -n ${name} ${type}`,
      state: "az sees it scheduled for deletion",
      holds: ({ json }) => json.properties.isScheduledForDeferredDelete === true,
    },
    {
      command: `backup protection undelete ${on}`,
      state: "ProtectionStopped, alive again",
      holds: ({ json, azure }) =>
        isStopped(itemOf(azure)) && itemOf(azure).deletedAt === undefined && isCompleted(json),
    },
  ];
}

/** Whether an item has the policy of that name. */
export function hasPolicy({ policyId }: ItemState, name: string): boolean {
  return policyId?.endsWith(`/${name}`) === true;
}

function isStopped({ protectionState, policyId }: ItemState): boolean {
  return protectionState === "ProtectionStopped" && policyId === undefined;
}

function isCompleted(job: AzJob): boolean {
  return job.properties.status === "Completed";
}

/** How often the operation of the last PUT was looked at. */
function looks({ requests }: Emulator): number {
  const sent = requests.findLastIndex(({ method }) => method === "PUT");
  return requests.slice(sent).filter(({ path }) => path.includes("/backupOperations/")).length;
}

interface AzJob {
  readonly properties: { readonly status: string };
}

function jobItem(azure: Emulator, id: string): ItemState | undefined {
  return azure.vault().jobs.find((job) => job.id === id && job.operation === "Backup")?.item;
}

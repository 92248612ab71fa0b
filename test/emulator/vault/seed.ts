import { guidOf } from "../server/ids.ts";
import { addItemTo, addPolicyTo, addVaultTo, type NewItem, SUBSCRIPTION } from "./additions.ts";
import { softDelete } from "./remove.ts";
import { addArticleJobs, addNightlyJobs } from "./seed-jobs.ts";
import { SEED_POLICIES } from "./seed-policies.ts";
import type { RecoveryPointState, Service } from "./state.ts";
import { days, hours } from "./time.ts";

const SQL_GROUP = "SQLServerPMDemo";

/**
 * Fills an emulator: the vault of Microsoft's two articles with its databases, policies and jobs,
 * one of everything that makes a name ambiguous or an operation impossible, and a second vault.
 */
export function seed(service: Service): void {
  const vault = addVaultTo(service, { name: "SQLServer2012", resourceGroup: "SQLServerSelfHost" });
  for (const policy of SEED_POLICIES) addPolicyTo(vault, structuredClone(policy));
  const now = service.now();
  for (const item of [...sqlItems(now), ...sapItems(now), ...otherItems(now)])
    addItemTo(vault, item);
  const deleted = addItemTo(vault, sql(now, "sqlserver-0", "archive2019"));
  softDelete(service, deleted, now - days(3));
  addArticleJobs(service, vault);
  addNightlyJobs(service, vault);
  addVaultTo(service, { name: "SpareVault", resourceGroup: "SpareBackups" });
}

function sqlItems(now: number): NewItem[] {
  const healthy = { policy: "HourlyLogPolicy", recoveryPoints: nightly(now, "Full") };
  const full = { ...healthy, recoveryModel: "FULL" as const, logRanges: logs(now) };
  return [
    { ...sql(now, "sqlserver-0", "msDB"), ...healthy, recoveryModel: "SIMPLE" },
    { ...sql(now, "sqlserver-0", "payroll"), ...full },
    { ...sql(now, "sqlserver-0", "payroll", "REPORTING"), ...full },
    {
      ...sql(now, "sqlserver-0", "inventory"),
      protectionState: "ProtectionStopped",
      recoveryPoints: nightly(now, "Full", 40),
    },
    { ...sql(now, "sqlserver-0", "crm"), policy: "HourlyLogPolicy", recoveryPoints: [] },
    {
      ...sql(now, "sqlserver-0", "billing"),
      ...full,
      protectionState: "ProtectionError",
      lastBackupStatus: "Unhealthy",
      lastBackupError: {
        code: "UserErrorSQLNoSysadminMembership",
        message: "Azure Backup does not have the sysadmin role on the SQL instance.",
      },
    },
    { ...sql(now, "sqlserver-1", "msDB"), ...healthy, recoveryModel: "SIMPLE" },
    { ...sql(now, "sqlserver-1", "payroll"), ...full },
    {
      workload: "SQLDataBase",
      container: `SQLAGWorkLoadContainer;${guidOf("sales-ag")}`,
      name: "SQLDataBase;sales-ag;orders",
      friendlyName: "orders",
      serverName: "sales-ag.contoso.com",
      parentName: "sales-ag",
      sourceResourceId: virtualMachine(SQL_GROUP, "sqlserver-0"),
      nodes: ["sqlserver-0", "sqlserver-1"].map((node) => ({
        nodeName: `${node}.contoso.com`,
        sourceResourceId: virtualMachine(SQL_GROUP, node),
      })),
      ...full,
    },
  ];
}

function sapItems(now: number): NewItem[] {
  const hana = {
    container: "VMAppContainer;Compute;HanaDemo;hana-0",
    serverName: "hanahost",
    parentName: "HXE",
  };
  const hanaBackups = {
    policy: "HanaPolicy",
    recoveryPoints: nightly(now, "Full"),
    logRanges: logs(now),
  };
  return [
    {
      workload: "SAPHanaDatabase",
      ...hana,
      name: "SAPHanaDatabase;hxe;systemdb",
      friendlyName: "systemdb",
      ...hanaBackups,
    },
    {
      workload: "SAPHanaDatabase",
      ...hana,
      name: "SAPHanaDatabase;hxe;erp",
      friendlyName: "erp",
      ...hanaBackups,
    },
    {
      workload: "SAPAseDatabase",
      container: "VMAppContainer;Compute;AseDemo;ase-0",
      name: "SAPAseDatabase;ase;tpcc",
      friendlyName: "tpcc",
      serverName: "asehost",
      parentName: "ASE",
      policy: "AsePolicy",
      recoveryPoints: nightly(now, "Full"),
    },
  ];
}

function otherItems(now: number): NewItem[] {
  return [
    {
      ...vm("ABDemo", "uttestvmub1"),
      policy: "DefaultPolicy",
      recoveryPoints: nightly(now, "AppConsistent"),
    },
    {
      ...vm("WebDemo", "web-01"),
      policy: "DefaultPolicy",
      recoveryPoints: nightly(now, "AppConsistent"),
    },
    {
      ...vm("WebDemo", "web-02"),
      policy: "EnhancedPolicy",
      policyType: "V2",
      recoveryPoints: nightly(now, "CrashConsistent"),
    },
    {
      ...share("documents"),
      policy: "DailySharePolicy",
      recoveryPoints: nightly(now, "FileSystemConsistent"),
    },
    { ...share("scans"), policy: "DailySharePolicy", recoveryPoints: [] },
  ];
}

/** A database of a server of the article's domain; names on the wire are lower case (recording). */
function sql(now: number, server: string, database: string, instance = "MSSQLSERVER"): NewItem {
  return {
    workload: "SQLDataBase",
    container: `VMAppContainer;Compute;${SQL_GROUP};${server}`,
    name: `SQLDataBase;${instance.toLowerCase()};${database.toLowerCase()}`,
    friendlyName: database,
    serverName: `${server}.contoso.com`,
    parentName: instance,
    recoveryPoints: nightly(now, "Full"),
  };
}

function vm(group: string, name: string): NewItem {
  const parts = `iaasvmcontainerv2;${group};${name}`;
  return {
    workload: "VM",
    container: `IaasVMContainer;${parts}`,
    name: `VM;${parts}`,
    friendlyName: name,
  };
}

/** A share's name on the wire is a hash that tells nothing (recording). */
function share(name: string): NewItem {
  const hash = `${guidOf(name)}${guidOf(`${name}/share`)}`.replaceAll("-", "");
  return {
    workload: "AzureFileShare",
    container: "StorageContainer;Storage;FilesDemo;contosofiles",
    name: `AzureFileShare;${hash}`,
    friendlyName: name,
  };
}

/** Three nights of recovery points, the newest six hours old, or `daysBack` days more. */
function nightly(now: number, type: string, daysBack = 0): RecoveryPointState[] {
  const newest = now - hours(6) - days(daysBack);
  return threeNights(newest, type, daysBack > 0 ? 365 : 30);
}

/** Three nights of recovery points, the newest of a time (epoch ms), each kept for `keptDays` days. */
export function threeNights(newest: number, type: string, keptDays: number): RecoveryPointState[] {
  return [2, 1, 0].map((night) => {
    const time = newest - days(night);
    return {
      id: String(70_368_744_177_664 + night),
      time,
      type,
      expiresAt: time + days(keptDays),
      softDeleted: false,
      tiers:
        type.endsWith("Consistent") && type !== "FileSystemConsistent" && night === 0
          ? [
              { type: "InstantRP", status: "Valid" },
              { type: "HardenedRP", status: "Valid" },
            ]
          : [
              {
                type: /^FileSystem|^Snapshot/.test(type) ? "InstantRP" : "HardenedRP",
                status: "Valid",
              },
            ],
    };
  });
}

function logs(now: number) {
  return [{ from: now - days(2) - hours(6), to: now - hours(0.5) }];
}

function virtualMachine(group: string, name: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
}

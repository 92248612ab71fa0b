import type { WorkloadType } from "../azure/backup/workload.ts";
import { nameInput } from "../manifest/names-in-messages.ts";

/**
 * Words of az, PowerShell, Terraform and the portal for the values of an input, as `plainWord`
 * writes them.
 */
export interface OtherWords<T extends string> {
  /** Words that can only mean one allowed word, and are accepted as that. */
  readonly taken?: Readonly<Record<string, T>>;
  /** What to say about words that are refused. */
  readonly hints?: Readonly<Record<string, string>>;
}

/** A word as the tables of this file write it: lower case, letters and digits only. */
export function plainWord(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** A hint that suggests one word. */
export function meant(word: string): string {
  return `Did you mean '${word}'?`;
}

/** The names of the workloads in az, PowerShell and the management types (E127). */
export const WORKLOAD_WORDS: OtherWords<WorkloadType> = {
  taken: {
    mssql: "SQLDataBase",
    saphana: "SAPHanaDatabase",
    sapase: "SAPAseDatabase",
    azurevm: "VM",
    azureiaasvm: "VM",
    azurefiles: "AzureFileShare",
    azurestorage: "AzureFileShare",
  },
  hints: {
    sql: meant("SQLDataBase"),
    sqlserver: meant("SQLDataBase"),
    hana: meant("SAPHanaDatabase"),
    ase: meant("SAPAseDatabase"),
    virtualmachine: meant("VM"),
    share: meant("AzureFileShare"),
    fileshare: meant("AzureFileShare"),
    azureworkload: `It means databases of every kind; leave ${nameInput("workload-type")} out for all of them.`,
    azuresqldatabase: "This action handles SQL databases in Azure VMs, which are 'SQLDataBase'.",
  },
};

/** The names of the ways to sign in, in other actions and tools. */
export const SIGN_IN_WORDS: OtherWords<never> = {
  hints: {
    workloadidentity: meant("OIDC"),
    federated: meant("OIDC"),
    secret: meant("SERVICE_PRINCIPAL"),
    clientsecret: meant("SERVICE_PRINCIPAL"),
    msi: meant("IDENTITY"),
    managedidentity: meant("IDENTITY"),
    systemassigned: meant("IDENTITY"),
    userassigned: meant("IDENTITY"),
    cli: meant("SESSION"),
    azurecli: meant("SESSION"),
    azcli: meant("SESSION"),
  },
};

/** az has two words for a copy-only backup. */
export const BACKUP_WORDS: OtherWords<never> = {
  hints: {
    copyonly: meant("CopyOnlyFull"),
    diff: meant("Differential"),
    incr: meant("Incremental"),
  },
};

/** The clouds as Azure's tools name them. */
export const CLOUD_WORDS: OtherWords<"azurecloud"> = {
  taken: { azurepubliccloud: "azurecloud" },
  hints: {
    public: meant("azurecloud"),
    usgovernment: meant("azureusgovernment"),
    azuregovernment: meant("azureusgovernment"),
    china: meant("azurechinacloud"),
  },
};

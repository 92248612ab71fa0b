/** The facts in what a step says of a workload's item. */
export interface Expected {
  /** The word for it. */
  readonly kind: string;
  /** Where it is, as log and summary tell. */
  readonly place: string;
  /** What the policy keeps that a resumed item gets. */
  readonly keeps: string;
  /** What its policy keeps, and what the longer one would. */
  readonly retention: readonly (readonly [what: string, present: string, longer: string])[];
}

/** By the names of the subjects. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  SQLDataBase: {
    kind: "SQL database",
    place: "SQLServerPMDemo/sqlserver-1/MSSQLSERVER",
    keeps: "full, daily 30 days; log 15 days",
    retention: [
      ["full, daily", "30 days", "90 days"],
      ["log", "15 days", "35 days"],
      ["full, weekly", "none", "52 weeks"],
      ["full, monthly", "none", "60 months"],
      ["full, yearly", "none", "10 years"],
    ],
  },
  SAPHanaDatabase: {
    kind: "SAP HANA database",
    place: "HanaDemo/hana-0/HXE",
    keeps:
      "full, weekly 104 weeks; full, monthly 60 months; full, yearly 10 years; differential 30 days; log 15 days",
    retention: [
      ["full, weekly", "104 weeks", "208 weeks"],
      ["full, monthly", "60 months", "120 months"],
      ["full, yearly", "10 years", "10 years"],
      ["differential", "30 days", "60 days"],
      ["log", "15 days", "30 days"],
    ],
  },
  SAPAseDatabase: {
    kind: "SAP ASE database",
    place: "AseDemo/ase-0/ASE",
    keeps: "full, daily 30 days; log 15 days",
    retention: [
      ["full, daily", "30 days", "60 days"],
      ["log", "15 days", "15 days"],
    ],
  },
  "VM-V1": {
    kind: "virtual machine",
    place: "ABDemo",
    keeps: "backups, daily 30 days; instant restore 2 days",
    retention: [
      ["backups, daily", "30 days", "90 days"],
      ["instant restore", "2 days", "5 days"],
      ["backups, weekly", "none", "12 weeks"],
    ],
  },
  "VM-V2": {
    kind: "virtual machine",
    place: "WebDemo",
    keeps: "backups, daily 30 days; instant restore 7 days",
    retention: [
      ["backups, daily", "30 days", "60 days"],
      ["instant restore", "7 days", "7 days"],
    ],
  },
  AzureFileShare: {
    kind: "file share",
    place: "FilesDemo/contosofiles",
    keeps: "snapshots, daily 30 days",
    retention: [
      ["snapshots, daily", "30 days", "60 days"],
      ["snapshots, monthly", "none", "12 months"],
    ],
  },
};

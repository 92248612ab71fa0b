import type { InputRow } from "./input-row.ts";

/** The inputs that say what to do, and to what. */
export const WORK_ROWS = {
  operation: {
    type: "choice",
    required: true,
    default: "",
    operations: "all",
    description: "What to do: {operation}.",
  },
  vault: {
    type: "text",
    required: true,
    default: "",
    operations: "all",
    description:
      "The Recovery Services vault: its name, or its resource id, which includes its resource group and subscription. The address of its page in the portal works like its id.",
  },
  "resource-group": {
    type: "text",
    default: "",
    operations: "all",
    description:
      "Resource group of the vault, not that of the database or its VM. Required when `vault` is a name.",
  },
  "subscription-id": {
    type: "text",
    default: "",
    operations: "all",
    description:
      "Subscription of the vault. Default: the one in the vault's id, otherwise the environment variable `AZURE_SUBSCRIPTION_ID`. `wait-for-job`, `verify-backup` and `list-items`, which write nothing, also accept the subscription of the Azure CLI's session.",
    descriptionOn: {
      "azure-pipelines":
        "Subscription of the vault. Default: the one in the vault's id, otherwise that of the service connection.",
      gitlab:
        "Subscription of the vault. Default: the one in the vault's id, otherwise the CI/CD variable `AZURE_SUBSCRIPTION_ID`.",
    },
  },
  item: {
    type: "lines",
    default: "",
    operations: "all",
    description:
      "The protected item, as a path read from the right. You may leave out parts as long as exactly one item matches; case does not matter.\n" +
      "Databases: `source resource group/server/instance/database`, such as `sqlserver-0/payroll`; in an availability group `group/database`; SAP HANA the same with its SID. VMs: `resource group/VM`. File shares: `resource group/storage account/share`.\n" +
      "The item's resource id works too, and so do its native names as `container/item`, which is best for SAP ASE databases. The resource id of a VM, or of a share in its storage account, names the item that backs it up.\n" +
      "One item per line, without commas, dashes, quotes or comments. `*` matches any text within a part, and a line that begins with `!` leaves out what it matches.\n" +
      "On an operation that writes, a line with `*` needs a part without it, such as `sqlserver-0/*`, and a line with `!` must leave something out. `stop-protection-delete-data` takes neither: there each line is a resource id, a native name, or a path with at least host and item.\n" +
      "Required by all operations except `wait-for-job` and `cancel-job`. There it names the one item that the job must belong to; a job of another item is `refused`.",
    descriptionOn: {
      terminal:
        "The protected item, as a path read from the right. Repeat it for several items, or write one per line. You may leave out parts as long as exactly one item matches; case does not matter.\nDatabases: `source resource group/server/instance/database`, such as `sqlserver-0/payroll`; in an availability group `group/database`; SAP HANA the same with its SID. VMs: `resource group/VM`. File shares: `resource group/storage account/share`. Resource ids and native names (`container/item`) work too.\n`*` matches any text within a part, and an item that begins with `!` leaves out what it matches; quote both. Operations that write need a part without `*`; `stop-protection-delete-data` takes neither, and needs at least host and item.\nRequired by all operations except `wait-for-job` and `cancel-job`. There it names the one item that the job must belong to.",
    },
  },
  "workload-type": {
    type: "choice",
    default: "",
    operations: "all",
    description:
      "Looks for `item` only among {workload-type}. Words of az and PowerShell such as `MSSQL`, `SAPHANA`, `AzureVM` and `AzureFiles` work too. Default: all.",
  },
  policy: {
    type: "text",
    default: "",
    operations: "some",
    description:
      "`change-policy` and `resume-protection`: name or resource id of the backup policy. Required there.",
  },
  "allow-shorter-retention": {
    type: "flag",
    default: "false",
    operations: "some",
    description:
      "`change-policy` and `resume-protection`: `true` accepts a policy that keeps recovery points for a shorter time than the present one. For a stopped item: for a shorter time than its oldest recovery point is old. Azure applies the policy to existing recovery points too, so some would be lost.",
  },
  "job-id": {
    type: "text",
    default: "",
    operations: "some",
    description:
      "`wait-for-job` and `cancel-job`: the job's GUID, such as the output `job-id` of an earlier step, or its resource id. Required there.",
  },
  "confirm-delete": {
    type: "lines",
    default: "",
    operations: "some",
    description:
      "`stop-protection-delete-data`: the name of each item as Azure shows it, or `permanently` and the name if the vault has no soft delete or its setting cannot be read. One line per item, in any order; two items of one name need two lines. Required there.",
  },
  "backup-type": {
    type: "choice",
    default: "",
    operations: "some",
    description:
      "`backup-now` and `ensure-backup` on databases: {backup-type}, if the workload has it. Default: `CopyOnlyFull` for SQL, `Full` for SAP HANA and SAP ASE; `Log` for `ensure-backup` with `recovery-point-types: log`. There it must be a type that brings such a recovery point.",
  },
  "retain-until": {
    type: "date-or-duration",
    default: "",
    operations: "some",
    description:
      "`backup-now` and `ensure-backup`: how long the recovery point of the backup is kept. Either through a day in UTC, year first, such as `2040-12-31`. Or for days, weeks, months or years after the request, such as `60d`, `8w`, `6mo` and `1y`, or in ISO 8601 such as `P6M`. At least a day. A SQL database's `Full` that is kept for less than 45 days, Microsoft's documented minimum, gets a warning. Default: 45 days for a database's `Full`, otherwise 30. Other backup types of a database are kept as its policy says.",
  },
  "enable-compression": {
    type: "flag",
    default: "false",
    operations: "some",
    description:
      "`backup-now` and `ensure-backup` on databases: `true` lets Azure compress the backup.",
  },
  wait: {
    type: "flag",
    default: "true",
    operations: "some",
    description:
      "`backup-now`: `false` returns as soon as Azure has started the backup and named its job. The step is then green with a warning, its gate is closed, and the next step runs unless its `if:` checks the gate; `wait-for-job` follows the job later.",
    descriptionOn: {
      terminal:
        "`backup-now`: `--wait=false` returns as soon as Azure has started the backup and named its job. The gate is then closed and the exit code 3; `wait-for-job` follows the job later.",
      gitlab:
        "`backup-now`: `false` returns as soon as Azure has started the backup and named its job. The gate is then closed, and the job fails with exit code 3, which `allow_failure:` can let pass; `wait-for-job` follows the backup later.",
      "azure-pipelines":
        "`backup-now`: `false` returns as soon as Azure has started the backup and named its job. The step then succeeds with issues, its gate is closed, and the next step runs unless its `condition:` checks the gate; `wait-for-job` follows the job later.",
    },
  },
  "max-recovery-point-age": {
    type: "duration",
    default: "",
    operations: "some",
    description:
      "`verify-backup` and `ensure-backup`: how old the newest usable recovery point may be. Minutes, hours or days such as `90m` (minutes), `24h` and `7d`, or ISO 8601 such as `PT24H`. Required there. `ensure-backup` fixes the oldest allowed time once, when it first looks.",
  },
  "recovery-point-types": {
    type: "choice",
    default: "any",
    operations: "some",
    description:
      "`verify-backup` and `ensure-backup` on databases: `any`, `full`, or `log` for the end of the newest chain of logs.",
  },
  "ignore-stopped": {
    type: "flag",
    default: "false",
    operations: "some",
    description:
      "`verify-backup`: `true` lists stopped and suspended items but does not judge them, so that `sqlserver-0/*` can pass. At least one item must be judged.",
  },
  "allow-empty": {
    type: "flag",
    default: "false",
    operations: "some",
    description: "`list-items`: with `true`, no match is an empty list and not a failure.",
  },
  "matrix-chunks": {
    type: "count",
    default: "1",
    operations: "some",
    description:
      "`list-items`: groups the items into this many legs of a matrix, 256 at most, each with an `item` of several lines for a later step. `1` lists each item by itself.",
    descriptionOn: {
      terminal:
        "Groups the items into this many legs, 256 at most, each with several lines for `--item`. `1` lists each item by itself.",
    },
  },
  "max-items": {
    type: "count",
    default: "50",
    operations: "all",
    description:
      "How many items a step may be about, 1,000 at most. If `item` names more, by patterns or by lines, the step is `refused` before it does anything to one of them. `list-items` lists any number.",
  },
} as const satisfies Record<string, InputRow>;

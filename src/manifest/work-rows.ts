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
      "The Recovery Services vault by its name, or by its resource id, which says its resource group and subscription too. The address of its page in the portal stands for its id.",
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
      "Subscription of the vault. Default: the one in the vault's id, else the environment variable `AZURE_SUBSCRIPTION_ID`; `wait-for-job`, `verify-backup` and `list-items`, which write nothing, also take that of the Azure CLI's session.",
  },
  item: {
    type: "lines",
    default: "",
    operations: "all",
    description:
      "What is protected, as a path read from the right; parts may be left out as long as exactly one item matches, and case does not matter.\n" +
      "Databases: `source resource group/server/instance/database`, such as `sqlserver-0/payroll`; of an availability group `group/database`; SAP HANA likewise with its SID. VMs: `resource group/VM`. File shares: `resource group/storage account/share`.\n" +
      "The item's resource id works too, and its native names as `container/item`. SAP ASE databases are best named so. The resource id of a VM, or of a share in its storage account, names the item that backs it up.\n" +
      "One item a line, without commas, dashes, quotes or comments.\n" +
      "Operations that write take exactly one item. `verify-backup` and `list-items` take several, one a line; there `*` matches any text within a part, and a line with `!` in front leaves out what it matches.\n" +
      "Required by all operations but `wait-for-job` and `cancel-job`. Given to these, it names the item that the job has to be one of; the job of another one is `refused`.",
  },
  "workload-type": {
    type: "choice",
    default: "",
    operations: "all",
    description:
      "Looks for `item` among these only: {workload-type}, or among those of the words of az and PowerShell such as `MSSQL`, `SAPHANA`, `AzureVM` and `AzureFiles`. Default: among all.",
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
      "`change-policy` and `resume-protection`: `true` accepts a policy that keeps recovery points for a shorter time than the present one or, of a stopped item, than its oldest recovery point is old. Azure cuts existing recovery points to it as well, so some would be lost.",
  },
  "job-id": {
    type: "text",
    default: "",
    operations: "some",
    description:
      "`wait-for-job` and `cancel-job`: the job's GUID, such as the output `job-id` of an earlier step, or its resource id. Required there.",
  },
  "confirm-delete": {
    type: "text",
    default: "",
    operations: "some",
    description:
      "`stop-protection-delete-data`: the item's name as Azure shows it, or `permanently` and the name if the vault has no soft delete, or does not let it be read. Required there.",
  },
  "backup-type": {
    type: "choice",
    default: "",
    operations: "some",
    description:
      "`backup-now` on databases: {backup-type}, as far as the workload knows it. Default: `CopyOnlyFull` for SQL, `Full` for SAP HANA and SAP ASE.",
  },
  "retain-until": {
    type: "date-or-duration",
    default: "",
    operations: "some",
    description:
      "`backup-now`: how long the recovery point is kept, either through a day in UTC, year first, such as `2040-12-31`, or for a time from the request on in days, weeks, months or years such as `60d`, `8w`, `6mo` and `1y`, or in ISO 8601 such as `P6M`; at least a day. A `Full` of a SQL database that is kept for less than 45 days, Microsoft's documented minimum, goes out with a warning. Default: 45 days for a `Full` of a database, else 30. The other types of a database are kept as its policy says.",
  },
  "enable-compression": {
    type: "flag",
    default: "false",
    operations: "some",
    description: "`backup-now` on databases: `true` lets Azure compress the backup.",
  },
  wait: {
    type: "flag",
    default: "true",
    operations: "some",
    description:
      "`backup-now`: `false` returns as soon as Azure has started the backup and named its job. The step is then green with a warning, its gate is closed, and the next step runs unless its `if:` asks for the gate; `wait-for-job` follows the job later.",
  },
  "max-recovery-point-age": {
    type: "duration",
    default: "",
    operations: "some",
    description:
      "`verify-backup`: how old the newest usable recovery point may be, in minutes, hours or days such as `90m` (minutes), `24h` and `7d`, or in ISO 8601 such as `PT24H`. Required there.",
  },
  "recovery-point-types": {
    type: "choice",
    default: "any",
    operations: "some",
    description:
      "`verify-backup` on databases: `any`, `full`, or `log` for the end of the newest chain of logs.",
  },
  "ignore-stopped": {
    type: "flag",
    default: "false",
    operations: "some",
    description:
      "`verify-backup`: `true` tells of stopped and suspended items, and does not judge them, so that they leave `sqlserver-0/*` green; at least one item must be judged.",
  },
  "allow-empty": {
    type: "flag",
    default: "false",
    operations: "some",
    description: "`list-items`: `true` makes no match an empty list rather than a failure.",
  },
  "matrix-chunks": {
    type: "count",
    default: "1",
    operations: "some",
    description:
      "`list-items`: groups the items into that many legs of a matrix, 256 at most, each with an `item` of several lines for `verify-backup`; operations that write take one item a step. `1` lists each item by itself.",
  },
  "max-items": {
    type: "count",
    default: "50",
    operations: "some",
    description: "`verify-backup`: more items than this are refused.",
  },
} as const satisfies Record<string, InputRow>;

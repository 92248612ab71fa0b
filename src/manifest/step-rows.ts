import type { HostName, InputRow } from "./input-row.ts";

/**
 * Hosts on which the step itself names an identity; a task of Azure Pipelines uses a service
 * connection's.
 */
const NAMES_IDENTITY = ["github", "terminal"] as const satisfies readonly HostName[];

/** The inputs that say how the step waits, signs in and reports. */
export const STEP_ROWS = {
  "max-parallel": {
    type: "count",
    default: "10",
    operations: "all",
    description: "How many of several items are worked on at once, 50 at most.",
  },
  "allowed-job-statuses": {
    type: "choices",
    default: "Completed",
    operations: "all",
    description:
      "Job statuses that open the gate. `Completed` always does; `Completed, CompletedWithWarnings` lets jobs with warnings pass as well, and in `verify-backup` the recovery points that they made.",
  },
  "timeout-minutes": {
    type: "number",
    default: "",
    operations: "all",
    description:
      "Time limit of the whole step, waits for other jobs included; in minutes, where az counts seconds; fractions are allowed, 10,080 (a week) at most, with a warning above the six hours (360) after which GitHub ends a job on its own runners. Default: 30; for `backup-now` and `wait-for-job` 120, or 300 for jobs of VMs, of file shares and of kinds not known.",
  },
  "poll-interval-seconds": {
    type: "number",
    default: "",
    operations: "all",
    description:
      "A fixed pause between looks at the operation and the job, 3,600 at most. By default the pauses adapt to how long such work usually takes. The service's quota and a longer `Retry-After` can make them longer.",
  },
  "on-conflict": {
    type: "choice",
    default: "wait",
    operations: "all",
    description:
      "When another job or operation holds the item: `wait` until it is free, look again and go on, or `fail` at once.",
  },
  "on-cancel": {
    type: "choice",
    default: "leave",
    operations: "some",
    description:
      "`backup-now` and `wait-for-job`, when the workflow is cancelled: `leave` the job in Azure running, or ask Azure to `cancel-job`.",
  },
  "dry-run": {
    type: "flag",
    default: "false",
    operations: "all",
    description:
      "`true` looks, decides and reports the exact request, and sends nothing that changes anything. The step is then green with a warning, its gate is closed, and the next step runs unless its `if:` asks for the gate; but a step that would be red is red, and one that would find nothing to do opens the gate. What only reads works as always. An empty value is refused where `operation` is `stop-protection-delete-data`, since it is a mistyped variable more often than a wish.",
  },
  "resource-guard-tenant-id": {
    type: "text",
    default: "",
    operations: "some",
    description:
      "`change-policy`, `resume-protection`, `stop-protection-retain-data`, `stop-protection-delete-data` and `suspend-backups` under multi-user authorization: the tenant of the vault's resource guard, where it is another one. Not with `auth-type: IDENTITY`.",
  },
  "client-id": {
    type: "text",
    hosts: NAMES_IDENTITY,
    default: "",
    operations: "all",
    description:
      "Client id of the application (service principal) or of a user-assigned managed identity. With `tenant-id` and without `client-secret` the step signs in through GitHub OIDC, which needs `permissions: id-token: write`.",
  },
  "tenant-id": {
    type: "text",
    hosts: NAMES_IDENTITY,
    default: "",
    operations: "all",
    description: "Tenant of the application.",
  },
  "client-secret": {
    type: "text",
    hosts: NAMES_IDENTITY,
    secret: true,
    default: "",
    operations: "all",
    description: "Client secret of the application. It is masked in the log.",
  },
  audience: {
    type: "text",
    hosts: ["github"],
    default: "",
    operations: "all",
    description:
      "Audience of the GitHub OIDC token. Default: the one of the cloud, `api://AzureADTokenExchange` in `azurecloud`.",
  },
  "auth-type": {
    type: "choice",
    hosts: NAMES_IDENTITY,
    default: "",
    operations: "all",
    description:
      "How to sign in: `SERVICE_PRINCIPAL` (`OIDC` for one without a secret), `IDENTITY` (managed identity of a self-hosted runner) or `SESSION` (the session that azure/login left in the Azure CLI). Default: `SERVICE_PRINCIPAL` when ids are given, else `SESSION`.",
  },
  environment: {
    type: "choice",
    default: "azurecloud",
    operations: "all",
    description: "The Azure cloud: {environment}.",
  },
  "resource-manager-url": {
    type: "text",
    default: "",
    operations: "all",
    description:
      "Origin of another Azure Resource Manager endpoint; https only. Default: that of `environment`.",
  },
  "github-token": {
    type: "text",
    hosts: ["github"],
    secret: true,
    default: "",
    operations: "all",
    description:
      "Posts the verdict as a commit status with this token, such as `github.token`: `success` if and only if the gate is open, `pending` for `job-running`, else `failure`. The job needs `permissions: statuses: write`. It goes on the pull request's head commit where there is one. A failure to post is a warning.",
  },
  "status-context": {
    type: "text",
    hosts: ["github"],
    default: "",
    operations: "all",
    description:
      "Name of the commit status. Default: `Azure Backup Gate`, the operation, the vault, and the item or job.",
  },
  summary: {
    type: "flag",
    hosts: ["github", "azure-pipelines"],
    default: "true",
    operations: "all",
    description: "`false` leaves the job summary out.",
  },
} as const satisfies Record<string, InputRow>;

import type { HostName, InputRow } from "./input-row.ts";

/**
 * Hosts on which the step itself chooses how to sign in; a task of Azure Pipelines uses a service
 * connection, and GitLab's component the token of its job.
 */
const NAMES_IDENTITY = ["github", "terminal"] as const satisfies readonly HostName[];

/** The inputs that say how the step waits, signs in and reports. */
export const STEP_ROWS = {
  "max-parallel": {
    type: "count",
    default: "10",
    operations: "all",
    description:
      "How many items to work on at once, 50 at most. An operation that writes decides on all of them before its first write.",
  },
  "fail-fast": {
    type: "flag",
    default: "false",
    operations: "all",
    description:
      "Several items and an operation that writes: `true` starts nothing new after the first failure, and the items that are left end as `not-started`. By default one failure does not stop the others. What has started goes on to its end.",
  },
  "allowed-job-statuses": {
    type: "choices",
    default: "Completed",
    operations: "all",
    description:
      "Job statuses that open the gate. `Completed` always does. `Completed, CompletedWithWarnings` also accepts jobs with warnings. In `verify-backup` and `ensure-backup` it also accepts the recovery points that they made of VMs and file shares; those of databases always count.",
  },
  "timeout-minutes": {
    type: "number",
    default: "",
    operations: "all",
    description:
      "Time limit of the whole step in minutes (az counts seconds), including waits for other jobs. Fractions are allowed; 10,080 (a week) at most. Above 360 you get a warning, because GitHub ends a job on its own runners after six hours. Default: 30; for `backup-now`, `ensure-backup` and `wait-for-job` 120, or 300 for jobs of VMs, file shares and unknown kinds; more for many items, which share Azure's hourly quotas.",
    descriptionOn: {
      terminal:
        "Time limit of the whole run in minutes, including waits for other jobs. Fractions are allowed; 10,080 (a week) at most. Default: 30; for `backup-now`, `ensure-backup` and `wait-for-job` 120, or 300 for jobs of VMs, file shares and unknown kinds; more for many items, which share Azure's hourly quotas.",
      "azure-pipelines":
        "Time limit of the whole step in minutes (az counts seconds), including waits for other jobs. Fractions are allowed; 10,080 (a week) at most. Azure Pipelines ends a job after an hour, unless the job has a longer `timeoutInMinutes`; above 360, the longest on its own agents, you get a warning. Default: 30; for `backup-now`, `ensure-backup` and `wait-for-job` 120, or 300 for jobs of VMs, file shares and unknown kinds; more for many items, which share Azure's hourly quotas.",
      gitlab:
        "Time limit of the whole step in minutes, in quotes, including waits for other jobs. Fractions are allowed; 10,080 (a week) at most. GitLab ends a job after its own `timeout:`, the input `job-timeout`, and its token ends then too. Default: 30; for `backup-now`, `ensure-backup` and `wait-for-job` 120, or 300 for jobs of VMs, file shares and unknown kinds; more for many items, which share Azure's hourly quotas.",
    },
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
      "If another job or operation holds the item: `wait` until it is free, then look again and continue, or `fail` at once.",
  },
  "on-cancel": {
    type: "choice",
    default: "leave",
    operations: "some",
    description:
      "`backup-now`, `ensure-backup` and `wait-for-job`, if the workflow is cancelled: `leave` the job running in Azure, or ask Azure to `cancel-job`, unless something else started it.",
    descriptionOn: {
      terminal:
        "`backup-now`, `ensure-backup` and `wait-for-job`, if you press Ctrl-C or the process is told to end: `leave` the job running in Azure, or ask Azure to `cancel-job`, unless something else started it.",
      "azure-pipelines":
        "`backup-now`, `ensure-backup` and `wait-for-job`, if the pipeline is cancelled: `leave` the job running in Azure, or ask Azure to `cancel-job`, unless something else started it.",
      gitlab:
        "`backup-now`, `ensure-backup` and `wait-for-job`, if the job is cancelled: `leave` Azure's job running, or ask Azure to `cancel-job`, unless something else started it. A runner with the shell executor tells the job nothing, so there it is always left.",
    },
  },
  "dry-run": {
    type: "flag",
    default: "false",
    operations: "all",
    description:
      "`true` reads, decides and reports the exact request, but sends nothing that changes anything. The step is then green with a warning, its gate is closed, and the next step runs unless its `if:` checks the gate. A step that would be red is still red, and a step with nothing to do opens the gate. Operations that only read work as always. With `stop-protection-delete-data` an empty value is refused, because it is usually a mistyped variable.",
    descriptionOn: {
      terminal:
        "Reads, decides and reports the exact request, but sends nothing that changes anything. If there is something to do, the gate is closed and the exit code 3. What would fail still fails, and with nothing to do the gate is open. Operations that only read work as always. With `stop-protection-delete-data` an empty value is refused, because it is usually a mistyped variable.",
      "azure-pipelines":
        "`true` reads, decides and reports the exact request, but sends nothing that changes anything. The step then succeeds with issues, its gate is closed, and the next step runs unless its `condition:` checks the gate. A step that would fail still fails, and a step with nothing to do opens the gate. Operations that only read work as always. With `stop-protection-delete-data` an empty value is refused, because it is usually a parameter without a value.",
      gitlab:
        "`true` reads, decides and reports the exact request, but sends nothing that changes anything. If there is something to do, the gate is closed and the job fails with exit code 3, which `allow_failure:` can let pass. What would fail still fails, and with nothing to do the gate is open. Operations that only read work as always.",
    },
  },
  "resource-guard-tenant-id": {
    type: "text",
    default: "",
    operations: "some",
    description:
      "`change-policy`, `resume-protection`, `stop-protection-retain-data`, `stop-protection-delete-data` and `suspend-backups` under multi-user authorization: the tenant of the vault's resource guard, if it is another tenant. Not with `auth-type: IDENTITY`.",
    descriptionOn: {
      "azure-pipelines":
        "`change-policy`, `resume-protection`, `stop-protection-retain-data`, `stop-protection-delete-data` and `suspend-backups` under multi-user authorization: the tenant of the vault's resource guard, if it is another tenant. Not with a managed identity.",
      gitlab:
        "`change-policy`, `resume-protection`, `stop-protection-retain-data`, `stop-protection-delete-data` and `suspend-backups` under multi-user authorization: the tenant of the vault's resource guard, if it is another tenant.",
    },
  },
  "azure-subscription": {
    type: "text",
    hosts: ["azure-pipelines"],
    default: "",
    operations: "all",
    description:
      "The service connection of the type Azure Resource Manager that the step signs in with: by workload identity federation, a secret, a certificate, or the agent's managed identity. Its subscription is the default of `subscription-id`, and its cloud that of `environment`.",
  },
  "client-id": {
    type: "text",
    hosts: [...NAMES_IDENTITY, "gitlab"],
    default: "",
    operations: "all",
    description:
      "Client id of the application (service principal) or of a user-assigned managed identity. With `tenant-id` and without `client-secret` the step signs in through GitHub OIDC, which needs `permissions: id-token: write`.",
    descriptionOn: {
      terminal:
        "Client id of the application (service principal) or, with `--auth-type IDENTITY`, of a user-assigned managed identity. Default: the environment variable `AZURE_CLIENT_ID`.",
      gitlab:
        "Client id of the application whose federated credential names this project. Default: the CI/CD variable `AZURE_CLIENT_ID`.",
    },
  },
  "tenant-id": {
    type: "text",
    hosts: [...NAMES_IDENTITY, "gitlab"],
    default: "",
    operations: "all",
    description: "Tenant of the application.",
    descriptionOn: {
      terminal:
        "Tenant of the application, or the tenant that the session of the Azure CLI takes its token from. Default: the environment variable `AZURE_TENANT_ID`.",
      gitlab: "Tenant of the application. Default: the CI/CD variable `AZURE_TENANT_ID`.",
    },
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
      "Audience of the GitHub OIDC token. Default: the cloud's own, `api://AzureADTokenExchange` in `azurecloud`.",
  },
  "auth-type": {
    type: "choice",
    hosts: NAMES_IDENTITY,
    default: "",
    operations: "all",
    description:
      "How to sign in: `SERVICE_PRINCIPAL` (`OIDC` if it has no secret), `IDENTITY` (managed identity of a self-hosted runner) or `SESSION` (the session that azure/login left in the Azure CLI). Default: `SERVICE_PRINCIPAL` if ids are given, otherwise `SESSION`.",
    descriptionOn: {
      terminal:
        "How to sign in: `SERVICE_PRINCIPAL` (`OIDC` with the file that `AZURE_FEDERATED_TOKEN_FILE` names), `IDENTITY` (the machine's managed identity) or `SESSION` (of the Azure CLI). Default: `SERVICE_PRINCIPAL` if there is a client id, a secret or a token file, otherwise `SESSION`.",
    },
  },
  environment: {
    type: "choice",
    default: "azurecloud",
    operations: "all",
    description: "The Azure cloud: {environment}.",
    descriptionOn: {
      "azure-pipelines": "The Azure cloud: {environment}. Default: that of the service connection.",
    },
  },
  "resource-manager-url": {
    type: "text",
    default: "",
    operations: "all",
    description:
      "Origin of another Azure Resource Manager endpoint; https only. Default: that of `environment`.",
    descriptionOn: {
      terminal:
        "Origin of another Azure Resource Manager endpoint; https only. Default: the environment variable `AZURE_BACKUP_GATE_RESOURCE_MANAGER_URL`, otherwise that of `--environment`.",
    },
  },
  "github-token": {
    type: "text",
    hosts: ["github"],
    secret: true,
    default: "",
    operations: "all",
    description:
      "Posts the verdict as a commit status with this token, such as `github.token`: `success` only if the gate is open, `pending` for `job-running`, otherwise `failure`. The job needs `permissions: statuses: write`. For a pull request the status goes on its head commit. If posting fails, you get a warning.",
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
    descriptionOn: {
      "azure-pipelines": "`false` leaves the summary on the page of the run out.",
    },
  },
} as const satisfies Record<string, InputRow>;

import { fillAction } from "./action-yml.ts";
import { cloudsTable } from "./clouds-table.ts";
import { gitlabComponent } from "./gitlab-component.ts";
import { fill } from "./markdown.ts";
import { operationPages } from "./operation-pages.ts";
import { stateTable, waitingTable } from "./operation-tables.ts";
import { readmeParts } from "./readme-tables.ts";
import { REPORT_SCHEMA, schemaText } from "./report-schema.ts";
import { ROLE_KINDS, roleDefinition, rolesParts } from "./roles.ts";
import { sampleSummary } from "./sample-summary.ts";
import { taskJson } from "./task-json.ts";
import { troubleshootingParts } from "./troubleshooting-tables.ts";

/** The new content of a file, given the old one, which a fully generated file ignores. */
type Freshen = (text: string) => string;

/** Every file that is generated or has generated parts, by its path. */
export function documents(): Readonly<Record<string, Freshen>> {
  const roles = ROLE_KINDS.map((kind): [string, Freshen] => [
    `docs/role-definitions/azure-backup-gate-${kind}.json`,
    () => roleDefinition(kind),
  ]);
  return {
    "action.yml": fillAction,
    "README.md": parts(readmeParts()),
    "TROUBLESHOOTING.md": parts(troubleshootingParts()),
    "docs/how-it-decides.md": parts({ states: stateTable(), waiting: waitingTable() }),
    "docs/github.md": parts({ "sample-summary": sampleSummary() }),
    "docs/report.md": parts({
      "report-schema": ["```json", schemaText(REPORT_SCHEMA), "```"].join("\n"),
    }),
    "docs/roles.md": parts(rolesParts()),
    "docs/sign-in.md": parts({ clouds: cloudsTable() }),
    "azure-pipelines/task.json": taskJson,
    "templates/backup-gate.yml": gitlabComponent,
    "docs/report.schema.json": () => `${schemaText(REPORT_SCHEMA)}\n`,
    ...operationPages(),
    ...Object.fromEntries(roles),
  };
}

function parts(generated: Readonly<Record<string, string>>): Freshen {
  return (text) => fill(text, generated);
}

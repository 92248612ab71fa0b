import type { VaultRef } from "../azure/backup/vault.ts";
import { InputError } from "../errors.ts";
import { nameOutput } from "../manifest/names-in-messages.ts";
import { type Get, GUID, requiredInput } from "./input-values.ts";
import { requireInsideVault, writtenId } from "./written-id.ts";

const JOB_FORMS = `Give the GUID from an earlier step's output ${nameOutput("job-id")}, or the job's resource id.`;

/**
 * The GUID of the job that `job-id` names, by itself or in a resource id of the vault.
 *
 * @throws InputError
 */
export function readJobId(get: Get, vault: VaultRef): string {
  const written = requiredInput(get, "job-id");
  const id = writtenId("job-id", written);
  const path = id && requireInsideVault("job-id", id, { vault, forms: JOB_FORMS });
  const guid = path === undefined ? written : /^backupJobs\/([^/]+)\/?$/i.exec(path)?.[1];
  if (guid !== undefined && GUID.test(guid)) return guid;
  throw new InputError("job-id", `is not the id of a backup job (got '${written}')`, JOB_FORMS);
}

import { NewPseudonyms } from "./pseudonyms.ts";
import { type Interaction, type RecordFile, scrubFile } from "./scrub-file.ts";

/** A vault that no emulator has. */
const VAULT_ID =
  "/subscriptions/5e1f7d2c-0b1a-4c3d-8e9f-a0b1c2d3e4f5/resourceGroups/rg-pay/providers/Microsoft.RecoveryServices/vaults/Vault";

/** A file of a record before anything is replaced, with one exchange about an item of this name. */
export function fileAbout(
  name: string,
  response: Partial<Interaction["response"]> = {},
): RecordFile {
  const item = `SQLDataBase;inst;${name}`;
  return {
    source: "npm run live",
    date: "2026-01-31T10:00:00.000Z",
    workload: "sql",
    operation: "verify-backup",
    step: {
      inputs: { operation: "verify-backup", vault: VAULT_ID, item: `c/${item}` },
      gate: "open",
      reason: "recovery-point-fresh",
    },
    interactions: [
      {
        phase: "pre",
        at: 1,
        request: {
          method: "GET",
          url: `https://management.azure.com${VAULT_ID}/backupProtectedItems?api-version=2025-02-01`,
          headers: { authorization: "Bearer eyJ0.secret-of-mine.sig" },
          body: null,
        },
        response: {
          status: 200,
          headers: { date: "Sat, 31 Jan 2026 10:00:00 GMT", server: "front-end-7" },
          body: JSON.stringify({
            value: [
              { name: item, properties: { friendlyName: name, protectionState: "Protected" } },
            ],
          }),
          ...response,
        },
      },
    ],
  };
}

/** The file with everything replaced, and what stands for what. */
export function scrubbed(file: RecordFile) {
  const armOrigin = "https://management.azure.com";
  const first = new NewPseudonyms([]);
  scrubFile(file, { names: first, armOrigin });
  const names = new NewPseudonyms(first.mapping());
  const told = scrubFile(file, { names, armOrigin });
  return { told, mapping: names.mapping() };
}

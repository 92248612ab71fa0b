import { describe, expect, test } from "vitest";
import { outputsTable, type Row } from "../support/outputs-table.ts";
import { scenario, step } from "../support/scenario.ts";
import { SUBJECTS, subjectOf } from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";
import { ITEM_OPERATIONS, type ItemOperation, play } from "./workloads/steps.ts";

// A table for each operation: its outputs and requests on every workload. What the action says, the
// transcripts show, each operation's good end on one workload.

const LISTED = ["SQLDataBase", "SAPHanaDatabase", "SAPAseDatabase", "VM", "AzureFileShare"];

describe("outputs and requests on every workload", () => {
  test.each(ITEM_OPERATIONS)("%s", async (operation) => {
    const rows: Row[] = [];
    for (const subject of SUBJECTS) {
      const { result } = await play(operation, subject);
      rows.push({ name: subject.name, result });
    }

    await expect(outputsTable(rows)).toMatchFileSnapshot(`tables/${operation}.txt`);
  });

  test("list-items", async () => {
    const rows: Row[] = [];
    for (const name of LISTED) {
      const inputs = { operation: "list-items", item: "*", "workload-type": name };
      rows.push({ name, result: await step(scenario(), inputs) });
    }

    await expect(outputsTable(rows)).toMatchFileSnapshot("tables/list-items.txt");
  });
});

/** One workload for each operation, so that each workload is shown. Other tests show the other operations. */
const SHOWN: Partial<Record<ItemOperation, string>> = {
  "backup-now": "VM-V2",
  "cancel-job": "VM-V1",
  "change-policy": "SAPHanaDatabase",
  "resume-protection": "VM-V2",
  "suspend-backups": "SQLDataBase",
  undelete: "AzureFileShare",
  "verify-backup": "SAPAseDatabase",
  "wait-for-job": "AzureFileShare",
};

test.each(Object.entries(SHOWN) as [ItemOperation, string][])(
  "the transcript of %s on %s",
  async (operation, name) => {
    const { result } = await play(operation, subjectOf(name));

    await expect(transcript(result)).toMatchFileSnapshot(`transcripts/${operation}--${name}.txt`);
  },
);

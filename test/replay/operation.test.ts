import { describe, expect, test } from "vitest";
import { looksAtStatus, operationIdIn, operationIdOf } from "./operation.ts";
import { dateOf, statusWord } from "./series.ts";
import { BACKUP, CANCEL, cut, IDS, MACHINE, recorded, result } from "./session-builders.ts";
import type { Slice } from "./slice.ts";
import {
  JOB_ID,
  OPERATION_ID,
  START_MS,
  slice,
  stopSlice,
  VAULT,
  write,
} from "./slice-builders.ts";

const CLOCK = `${MACHINE}/operationsStatus/${IDS.backup}`;

function told(recording: Slice) {
  return looksAtStatus(recording).map(({ response }) => ({
    second: (dateOf(response) - START_MS) / 1_000,
    word: statusWord(response),
    filled: response.filled !== undefined,
  }));
}

describe("operationIdOf", () => {
  test.each([
    { by: "the looks at its status", recording: stopSlice(), id: OPERATION_ID },
    { by: "the looks at its result", recording: cut("cancel"), id: IDS.cancel },
    { by: "its headers", recording: slice("stop-retain", write("stop-retain")), id: OPERATION_ID },
    { by: "its location alone", recording: cut("cancel", CANCEL.slice(0, 1)), id: IDS.cancel },
  ])("knows an operation by $by", ({ recording, id }) => {
    expect(operationIdOf(recording)).toBe(id);
  });

  test("takes no job for an operation", () => {
    expect(operationIdIn([`${VAULT}/backupJobs/${JOB_ID}`, undefined])).toBe("");
  });
});

describe("looksAtStatus", () => {
  test("puts looks at a result into the words of a status, and marks them", () => {
    expect(told(cut("backup"))).toEqual([
      { second: 1, word: "InProgress", filled: true },
      { second: 7, word: "Succeeded", filled: true },
      { second: 10, word: "Succeeded", filled: false },
    ]);
  });

  test("lets the result end with the recorded end, whatever that is", () => {
    const failed = recorded(CLOCK, { second: 10, body: { status: "Failed" } });
    const recording = cut("backup", [...BACKUP.slice(0, 3), failed]);

    expect(told(recording).map(({ word }) => word)).toEqual(["InProgress", "Failed", "Failed"]);
  });

  test("names the job with the end, before the status itself was looked at", () => {
    expect(looksAtStatus(cut("backup"))[1]?.response.body).toContain(JOB_ID);
  });

  test("takes a result for a success where no status was looked at", () => {
    expect(told(cut("cancel")).map(({ word }) => word)).toEqual(["InProgress", "Succeeded"]);
  });

  test("gives a status none of the pace that a result asks for", () => {
    const headers = looksAtStatus(cut("cancel")).map(({ response }) =>
      Object.keys(response.headers),
    );

    expect(headers.flat()).not.toContain("retry-after");
  });

  test("keeps a refusal as it is", () => {
    const [sent, running] = CANCEL;
    const refused = result(30, `${VAULT}/backupJobs/${JOB_ID}/operationResults/${IDS.cancel}`, {
      status: 400,
    });
    const recording = cut("cancel", sent && running ? [sent, running, refused] : []);

    expect(looksAtStatus(recording).at(-1)?.response).toEqual(refused.response);
  });
});

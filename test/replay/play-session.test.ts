import { createPipelineRequest } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { ALTERATIONS, alter } from "./alter.ts";
import { play, type Run } from "./play.ts";
import { BACKUP, CANCEL, cut, look } from "./session-builders.ts";
import { gullibleRun, honestRun } from "./stand-in.ts";

describe("play, of a session", () => {
  test.each([
    { recorded: cut("cancel"), ours: { gate: "open", reason: "cancelled-as-asked" } },
    { recorded: cut("cancel", CANCEL), ours: { gate: "open", reason: "cancelled-as-asked" } },
    { recorded: cut("backup"), ours: { gate: "closed", reason: "job-running" } },
    { recorded: cut("backup", BACKUP), ours: { gate: "closed", reason: "job-running" } },
    { recorded: cut("jobwait"), ours: { gate: "closed", reason: "timed-out" } },
  ])("agrees with an honest client: $recorded.operation", async ({ recorded, ours }) => {
    expect(await play(recorded, honestRun)).toMatchObject({ ours, faults: [], matched: true });
  });

  const seen = cut("cancel", [...CANCEL, look(36, "Cancelled")]);
  const bent = [cut("cancel"), seen, cut("backup")].flatMap((recorded) =>
    ALTERATIONS.flatMap((how) => {
      const altered = alter(recorded, how);
      return altered ? [{ operation: recorded.operation, how, altered }] : [];
    }),
  );

  test.each(bent)("tells honest from gullible: $operation, $how", async ({ altered }) => {
    expect(await play(altered, honestRun)).toMatchObject({
      ours: { gate: "closed" },
      matched: true,
    });
    expect((await play(altered, gullibleRun)).matched).toBe(false);
  });

  test("fails a client that follows the headers to another host", async () => {
    const run: Run = (host, world) => {
      const sendRequest: typeof world.http.sendRequest = async (request) => {
        const answer = await world.http.sendRequest(request);
        const url = answer.headers.get("location");
        if (url) await world.http.sendRequest(createPipelineRequest({ url }));
        return answer;
      };
      return honestRun(host, { ...world, http: { sendRequest } });
    };

    expect((await play(cut("cancel"), run)).faults).toEqual([
      expect.stringMatching(/^unexpected GET .*\/operationResults\//),
    ]);
  });
});

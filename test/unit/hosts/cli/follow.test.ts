import { expect, test } from "vitest";
import { readCommandLine } from "../../../../src/hosts/cli/command-line.ts";
import { followCommands } from "../../../../src/hosts/cli/follow.ts";
import type { AccountSoFar } from "../../../../src/report/step-report.ts";

const running = (id: string): AccountSoFar => ({
  known: { job: { id, status: "InProgress", phase: "running" } as never },
  verdict: undefined,
});

/** What is offered for a command line while these accounts are known. */
function offered(args: readonly string[], accounts: readonly AccountSoFar[]): readonly string[] {
  const asked = readCommandLine(args, "1.0.0");
  if (asked.kind !== "run") throw new Error(asked.kind);
  return followCommands(asked.line, accounts);
}

const BACKUP = ["backup-now", "--vault", "v", "--resource-group", "g", "--item", "s/d"];

test("a running job is followed in the same vault by the same identity", () => {
  const identity = ["--client-id=c", "--tenant-id=t", "--client-secret-file", "secret"];

  expect(offered([...BACKUP, "--backup-type", "Full", ...identity], [running("j")])).toEqual([
    "azure-backup-gate wait-for-job --vault v --resource-group g --client-id c --tenant-id t --client-secret-file secret --job-id j",
  ]);
});

test.skipIf(process.platform === "win32")("what a shell would read is quoted", () => {
  const args = ["backup-now", "--vault", "it's $HOME", "--item", "x"];

  expect(offered(args, [running("j")])).toEqual([
    String.raw`azure-backup-gate wait-for-job --vault 'it'\''s $HOME' --job-id j`,
  ]);
});

test("jobs that have ended, and items without a job, are not followed", () => {
  const ended = {
    ...running("j"),
    verdict: { reason: "completed", message: "", hint: "" },
  } as const;
  const done = { known: { job: { id: "k", phase: "completed" } as never }, verdict: undefined };

  expect(offered(BACKUP, [ended, done, { known: {}, verdict: undefined }])).toEqual([]);
});

test("each job is offered once, and no more than ten", () => {
  const jobs = Array.from({ length: 12 }, (_, index) => running(`j${index}`));

  expect(offered(BACKUP, [running("j0"), ...jobs])).toHaveLength(10);
});

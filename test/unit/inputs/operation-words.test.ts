import { expect, test } from "vitest";
import { OPERATION_WORDS } from "../../../src/inputs/operation-words.ts";

test.each([
  ["backup", "backup-now"],
  ["protectionbackupnow", "backup-now"],
  ["ondemandbackup", "backup-now"],
  ["backupazrecoveryservicesbackupitem", "backup-now"],
  ["verify", "verify-backup"],
  ["check", "verify-backup"],
  ["list", "list-items"],
  ["itemlist", "list-items"],
  ["wait", "wait-for-job"],
  ["jobwait", "wait-for-job"],
  ["cancel", "cancel-job"],
  ["jobstop", "cancel-job"],
  ["setpolicy", "change-policy"],
  ["itemsetpolicy", "change-policy"],
  ["modifypolicy", "change-policy"],
  ["resume", "resume-protection"],
  ["protectionresume", "resume-protection"],
  ["suspend", "suspend-backups"],
  ["protectionundelete", "undelete"],
  ["delete", "stop-protection-delete-data"],
  ["deletebackup", "stop-protection-delete-data"],
])("who writes '%s' is told of '%s'", (word, operation) => {
  expect(OPERATION_WORDS.hints?.[word]).toBe(`Did you mean '${operation}'?`);
});

test("a word of another tool is never taken for an operation", () => {
  expect(OPERATION_WORDS.taken).toBeUndefined();
});

import { accessSync, constants, lstatSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf } from "../../errors.ts";
import type { Verdict } from "../../sequence/known.ts";
import { CLOSED_DOTENV } from "./dotenv.ts";
import type { CommandLine, Terminal } from "./terminal.ts";

/** Why a command ends before it does anything, and what to do. */
export type Objection = Pick<Verdict, "message" | "hint">;

/**
 * Closes the gate in the file of values, since that of an earlier run may say that it is open, and
 * finds a file that the command could not write in the end.
 */
export function unwritableFile(
  { dotenv, summaryFile }: Pick<CommandLine, "dotenv" | "summaryFile">,
  { replaceFile, checkFile }: Pick<Terminal, "replaceFile" | "checkFile">,
): Objection | undefined {
  return (
    objectionTo("--dotenv", dotenv, (path) => replaceFile(path, CLOSED_DOTENV)) ??
    objectionTo("--summary-file", summaryFile, checkFile)
  );
}

function objectionTo(
  option: string,
  path: string,
  attempt: (path: string) => void,
): Objection | undefined {
  if (path === "") return undefined;
  try {
    attempt(path);
    return undefined;
  } catch (error) {
    return {
      message: `The file of ${option}, '${path}', cannot be written: ${whyUnwritable(error)}.`,
      hint: `Give ${option} a file in a folder that exists and that you may write to.`,
    };
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "a part of its path is a file and no folder",
  EISDIR: "it is a folder",
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "nothing can be written on that disk",
  ENOSPC: "the disk is full",
};

/** Why a file could not be written, in words. */
export function whyUnwritable(error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  return WHY[code] ?? messageOf(error);
}

/** Whether a file could be written, as far as that shows without touching it. @throws if not. */
export function checkWritable(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw Object.assign(new Error("EISDIR"), { code: "EISDIR" });
  // Where a link leads is seen when it is written to.
  if (found === undefined && lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  // A file is replaced by another one, which its folder has to take.
  accessSync(found === undefined || found.isFile() ? dirname(path) : path, constants.W_OK);
}

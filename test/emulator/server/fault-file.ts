import { parse } from "yaml";
import { type Fields, listed, Piece } from "../vault-file/fields.ts";
import type { Fault } from "./faults.ts";

const FAULT = ["method", "path", "skip", "times", "afterwards", "answer"] as const;
/** What an answer may be, by the field that makes it that. */
const ANSWERS = ["status", "delayMs", "rewriteHeaders", "cut"] as const;
const ANSWER = [...ANSWERS, "headers", "body"] as const;

/**
 * Reads a file of faults, one or a list, in JSON or YAML. A path is a regular expression there.
 *
 * @throws VaultFileError
 */
export function readFaults(text: string, file: string): readonly Fault[] {
  const whole = Piece.read(text, file);
  for (const piece of whole.list() ?? [whole]) check(piece);
  const faults: readonly Fault[] = [parse(text)].flat();
  return faults.map(({ path, ...fault }) =>
    path === undefined ? fault : { ...fault, path: new RegExp(path, "i") },
  );
}

function check(piece: Piece): void {
  const fields = piece.fields("a fault", FAULT);
  if (fields === undefined) throw piece.fail(`A fault is written as fields: ${listed(FAULT)}.`);
  checkPath(fields);
  for (const name of ["skip", "times"]) checkNumber(fields, name);
  const answer = fields.piece("answer");
  if (answer === undefined) throw fields.fail("answer", "is missing");
  const parts = answer.fields("an answer", ANSWER);
  if (parts === undefined) {
    fields.word("answer", ["dropped", "hang"]);
    return;
  }
  for (const name of ["status", "delayMs"]) checkNumber(parts, name);
  if (ANSWERS.every((name) => parts.piece(name) === undefined)) {
    throw fields.fail("answer", `needs ${listed(ANSWERS, "or")}`);
  }
}

function checkNumber(fields: Fields, name: string): void {
  const text = fields.text(name);
  if (text !== undefined && !/^\d+$/.test(text)) throw fields.fail(name, `is '${text}', no number`);
}

function checkPath(fields: Fields): void {
  const text = fields.text("path");
  try {
    new RegExp(text ?? "");
  } catch {
    throw fields.fail("path", `is '${text}', no regular expression`);
  }
}

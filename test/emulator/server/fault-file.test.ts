import { describe, expect, test } from "vitest";
import { readFaults } from "./fault-file.ts";

test("a file holds one fault or a list, and a path is a regular expression", () => {
  const answer = { status: 504, headers: { "retry-after": "5" } };
  const fault = { method: "GET", path: "backupJobs/", skip: 2, times: 3, answer };

  expect(readFaults(JSON.stringify(fault), "faults.json")).toEqual([
    { ...fault, path: /backupJobs\//i },
  ]);
  expect(readFaults("- answer: hang\n- answer: { cut: true }\n", "faults.yml")).toEqual([
    { answer: "hang" },
    { answer: { cut: true } },
  ]);
});

describe("one line says what is wrong, where, and what is allowed", () => {
  test.each([
    ["a", "f:1: A fault is written as fields: method, path, skip, times, afterwards and answer."],
    ["{path: a}", "f:1: 'answer' of a fault is missing."],
    [
      "answer: hang\nstatus: 503",
      "f:2: a fault has no field 'status', only method, path, skip, times, afterwards and answer.",
    ],
    ["answer: gone", "f:1: 'answer' of a fault is 'gone', not dropped or hang."],
    ["answer: []", "f:1: 'answer' of a fault is no single value."],
    [
      "answer: { code: 503 }",
      "f:1: an answer has no field 'code', only status, delayMs, rewriteHeaders, cut, headers and body.",
    ],
    [
      "answer: { body: x }",
      "f:1: 'answer' of a fault needs status, delayMs, rewriteHeaders or cut.",
    ],
    ["answer: { status: bad }", "f:1: 'status' of an answer is 'bad', no number."],
    ["times: often\nanswer: hang", "f:1: 'times' of a fault is 'often', no number."],
    ["path: '['\nanswer: hang", "f:1: 'path' of a fault is '[', no regular expression."],
  ])("%j", (text, message) => {
    expect(() => readFaults(text, "f")).toThrow(message);
  });
});

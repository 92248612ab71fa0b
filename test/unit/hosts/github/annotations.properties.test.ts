import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { actionsRunner } from "../../../../src/hosts/github/actions-runner.ts";
import { annotate } from "../../../../src/hosts/github/annotations.ts";
import { REASONS, type Reason } from "../../../../src/reasons.ts";
import { REAL_WORLD } from "../../../support/answering.ts";
import { asShown } from "../../../support/runner.ts";

/** Text in which what the runner, a terminal or a browser obeys comes often. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom("::", ":", "##[", "%0A", "%3A", "%", ",", "\n", "\r", "\u001b[31m", "\u009b2J"),
    fc.constantFrom("::error::", "::set-output name=gate::open", "\u0007", "\u2028", "\u202e"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
});
const reason = fc.constantFrom(...(Object.keys(REASONS) as Reason[]));

/** What reaches the runner of the last word, through GitHub's own toolkit. */
function printed(subject: string, verdict: { reason: Reason; message: string; hint: string }) {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
  try {
    annotate({ subject, verdict }, [], actionsRunner(REAL_WORLD));
  } finally {
    stdout.mockRestore();
  }
  return written.join("");
}

test("the last word is one line and one annotation at most, whatever Azure and the user wrote", () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, reason, (subject, message, hint, why) => {
      const output = printed(subject, { reason: why, message, hint });
      const { gate, red } = REASONS[why];
      const lines = output.split(/\r?\n/).filter(Boolean);
      const commands = lines.filter((line) => line.trimStart().startsWith("::"));

      expect(lines).toHaveLength(gate === "open" ? 1 : 2);
      expect(lines[0]?.startsWith(`Gate ${gate}`)).toBe(true);
      expect(commands).toHaveLength(gate === "open" ? 0 : 1);
      for (const command of commands)
        expect(command).toMatch(red ? /^::error title=/ : /^::warning::/);
      expect(output).not.toContain("##[");
      // A line end is all that a terminal is told to do.
      expect(output.replaceAll(/\r?\n/g, "")).not.toMatch(/\p{Cc}|[\u2028\u202e]/u);
    }),
  );
});

test("an annotation shows what was meant, percent signs included", () => {
  const plain = fc.string({ unit: fc.constantFrom("a", "%", "0", "A", "3", ",", " ", "D") });
  fc.assert(
    fc.property(plain, (message) => {
      const output = printed("", { reason: "job-failed", message, hint: "" });

      expect(asShown(output).split("\n")[1]).toBe(`Error: ${message}`);
    }),
  );
});

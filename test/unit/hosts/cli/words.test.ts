import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ACCEPT_WARNINGS } from "../../../../src/azure/arm/error-guide.ts";
import { RunCancelledError } from "../../../../src/errors.ts";
import { inCliWords } from "../../../../src/hosts/cli/words.ts";
import { nameInput, nameOutput } from "../../../../src/manifest/names-in-messages.ts";
import { READS_AS_EMPTY, USE_EXPRESSION } from "../../../../src/text.ts";
import { requiredInput } from "../../../../src/values/input-values.ts";

/** What `work` throws, as the command tells it. */
function toldError(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { message, hint } = error as { message: string; hint: string };
    return inCliWords(`${message} ${hint}`);
  }
  return "";
}

test.each([
  { message: `Set ${nameInput("timeout-minutes")}.`, own: "Set --timeout-minutes." },
  { message: `Set ${nameInput("timeout-minutes", 30)}.`, own: "Set --timeout-minutes=30." },
  { message: `Set ${nameInput("dry-run", "true")}.`, own: "Set --dry-run." },
  { message: `Set ${nameInput("dry-run", "false")}.`, own: "Set --dry-run=false." },
  { message: `Set ${nameInput("retain-until", "60d")}.`, own: "Set --retain-until=60d." },
  {
    message: `Use ${nameInput("operation", "wait-for-job")}.`,
    own: "Use 'azure-backup-gate wait-for-job'.",
  },
  { message: `Check ${nameInput("client-secret")}.`, own: "Check AZURE_CLIENT_SECRET." },
  { message: `See ${nameOutput("report-path")}.`, own: "See 'report-path'." },
])("$message reads $own", ({ message, own }) => {
  expect(inCliWords(message)).toBe(own);
});

test
  .skipIf(process.platform === "win32")
  .each(["Completed, CompletedWithWarnings", "sqlserver-0/*", "!sqlserver-0/old", "a;b", "$HOME"])(
  "the value %s is one word of a shell, since advice is pasted",
  (value) => {
    expect(inCliWords(`Set ${nameInput("item", value)}.`)).toBe(`Set --item='${value}'.`);
  },
);

test("the advice on warnings is the option in quotes", () => {
  const quote = process.platform === "win32" ? '"' : "'";

  expect(inCliWords(ACCEPT_WARNINGS)).toContain(
    `set --allowed-job-statuses=${quote}Completed, CompletedWithWarnings${quote}.`,
  );
});

test("what the core says of the step is said of the command", () => {
  const core = globSync("src/{run,sequence,operations,azure,time}/**/*.ts");
  const said = core
    .flatMap((file) => readFileSync(file, "utf8").split("\n"))
    .flatMap((line) => /^(?!\s*(?:\*|\/[*/])).*?["`](.*\w step\b.*)["`]/.exec(line)?.[1] ?? [])
    .filter((text) => !text.startsWith("A step cannot sign in through"));

  expect(said.length).toBeGreaterThan(15);
  expect(said.filter((text) => /\w step\b/.test(inCliWords(text)))).toEqual([]);
});

describe("what belongs to a workflow is said in the words of a shell", () => {
  const WORKFLOW = /with:|environment:|\$\{\{|repository|summary|outputs/;

  test.each([READS_AS_EMPTY, USE_EXPRESSION, new RunCancelledError("Cancelled.").hint])(
    "%s",
    (message) => {
      expect(message).toMatch(WORKFLOW);
      expect(inCliWords(message)).not.toMatch(WORKFLOW);
    },
  );

  test("of a missing option too", () => {
    const told = toldError(() => requiredInput(() => "", "vault"));

    expect(told).toContain("Option --vault is empty or missing. Give --vault.");
    expect(told).not.toMatch(WORKFLOW);
  });

  test("and of the advice on several items, as the core writes it", () => {
    const core = globSync("src/run/together.ts").map((file) => readFileSync(file, "utf8"));
    expect(core.join("")).toContain("and its row in the job summary if there is one.`");
    const message = `see its ${nameOutput("next-step")} in the output ${nameOutput("report")}, and its row in the job summary if there is one.`;

    expect(inCliWords(message)).toBe("see its 'next-step' in the report, which '--json' prints.");
  });
});

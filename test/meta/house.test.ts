import type ts from "typescript";
import { describe, expect, test } from "vitest";
import { CHOICES } from "../../src/inputs/choices.ts";
import { INPUTS } from "../../src/manifest/input-table.ts";
import { REASONS } from "../../src/reasons.ts";
import { sharedNames, withoutDocstring } from "./laws/exports.ts";
import { spelledInputs, unknownWords } from "./laws/input-names.ts";
import { unchecked, vocabulary } from "./laws/keyed.ts";
import { actionProgram, madeProgram } from "./laws/program.ts";
import { longFile, longFunctions } from "./laws/sizes.ts";
import { forTestsAlone, unused, usedExports } from "./laws/uses.ts";
import { contractNames, hostWords } from "./laws/words.ts";
import { parsed, read, type Source, sourcesIn } from "./sources.ts";

/** The laws of the house. What breaks one is printed as `file:line what`. */
const FOLDERS = ["src", "scripts", "test"];
const sources = new Map(FOLDERS.map((folder) => [folder, sourcesIn(folder)]));
const everything = [...sources.values()].flat();
const of = (folder: string) => sources.get(folder) ?? [];

/** What names modules by their paths, and so uses what they export. */
const CONFIGURATION = [
  "package.json",
  "stryker.config.json",
  "test/mutation/vitest.config.ts",
  "tsconfig.json",
]
  .map(read)
  .join("\n");

test("there is a house", () => {
  for (const folder of FOLDERS) expect(of(folder).length).toBeGreaterThan(10);
});

describe("only hosts know whose host they are", () => {
  const contract = contractNames(read("action.yml"), Object.keys(REASONS));

  test("no other module says a word of theirs", () => {
    expect(of("src").flatMap((source) => hostWords(source, contract))).toEqual([]);
  });

  test.each([
    "// GitHub",
    'const runnerName = "";',
    "/** Some Markdown. */",
    'say("::error::");',
    "env.GITHUB_OUTPUT",
    "env.INPUT_VAULT",
    "// Azure Pipelines",
    'say("##vso[task.complete]");',
    "env.AGENT_TEMPDIRECTORY",
    "'github-token-of-mine'",
  ])("such as %s", (text) => {
    expect(hostWords(parsed("src/run/made.ts", `\n${text}`), contract)).toEqual([
      expect.stringMatching(/^src\/run\/made\.ts:2 says /),
    ]);
    expect(hostWords(parsed("src/hosts/made/made.ts", text), contract)).toEqual([]);
  });

  test("but the rows that describe an input or an output may say whose it is", () => {
    const text = "hosts: ['github'], description: 'Ends on a runner after six hours.'";

    expect(hostWords(parsed("src/manifest/made.ts", text), contract)).toEqual([]);
    expect(hostWords(parsed("src/inputs/made.ts", text), contract)).toHaveLength(1);
  });

  test("but the names that users write may stand anywhere", () => {
    const text = "'github-token', 'workflow-cancelled', INPUTS";

    expect(contract).toEqual(expect.arrayContaining(["github-token", "workflow-cancelled"]));
    expect(hostWords(parsed("src/run/made.ts", text), contract)).toEqual([]);
  });
});

describe("a name means one thing", () => {
  test("no two modules export the same name", () => {
    expect(sharedNames(of("src"))).toEqual([]);
  });

  test("a second one is noticed", () => {
    const one = parsed("src/a.ts", "export interface Plan {}\nexport const Plan = {};");
    const other = parsed("src/b.ts", "\nexport function Plan() {}");

    expect(sharedNames([one])).toEqual([]);
    expect(sharedNames([one, other])).toEqual([
      "src/b.ts:2 'Plan' is exported by src/a.ts:1 as well",
    ]);
  });
});

describe("everything fits on a few pages", () => {
  const isSuite = ({ file }: Source) => file.endsWith(".test.ts");

  test.each(FOLDERS)("no file of %s is too long, but for suites of tests", (folder) => {
    const files = of(folder).filter((source) => !isSuite(source));

    expect(files.flatMap(longFile)).toEqual([]);
  });

  test.each(FOLDERS)("no function of %s is too long", (folder) => {
    expect(of(folder).flatMap(longFunctions)).toEqual([]);
  });

  test("one line more is noticed", () => {
    const lines = (count: number) => "a();\n".repeat(count);
    const method = (count: number) =>
      parsed("src/a.ts", `/** Long. */\nconst a = {\n  b() {\n${lines(count)}},\n};\n`);

    expect(longFile(parsed("src/a.ts", lines(250)))).toEqual([]);
    expect(longFile(parsed("src/a.ts", lines(251)))).toEqual([
      "src/a.ts:251 the file has 251 lines",
    ]);
    expect(longFunctions(method(48))).toEqual([]);
    expect(longFunctions(method(49))).toEqual(["src/a.ts:3 'b' has 51 lines"]);
  });
});

describe("every export is used", () => {
  test.each(FOLDERS)("by another module, in %s", (folder) => {
    expect(unused(usedExports(of(folder), everything), CONFIGURATION)).toEqual([]);
  });

  test("by more than its tests, where not by its own module", () => {
    expect(forTestsAlone(usedExports(of("src"), everything))).toEqual([]);
  });

  test("and one that is not, or that only tests use, is noticed", () => {
    const home = parsed(
      "src/a.ts",
      "export const one = 1;\nexport const two = one;\nexport type three = 3;\nexport let four = 4;",
    );
    const suite = parsed("test/a.test.ts", 'import { three, two as deux } from "../src/a.ts";');
    const other = parsed("src/b.ts", 'const { four } = await import("./a.ts");');
    const exports = usedExports([home], [home, suite, other]);

    expect(unused(exports, "")).toEqual([
      "src/a.ts:1 'one' is used in its own module only: it needs no 'export'",
    ]);
    expect(unused(exports, "the path src/a.ts")).toEqual([]);
    expect(forTestsAlone(exports)).toEqual([
      "src/a.ts:2 'two' is used by tests only: test/a.test.ts",
      "src/a.ts:3 'three' is used by tests only: test/a.test.ts",
    ]);
  });
});

describe("every export says what it is for", () => {
  test.each(FOLDERS)("in %s", (folder) => {
    expect(of(folder).flatMap(withoutDocstring)).toEqual([]);
  });

  test("a bare one is noticed", () => {
    const text =
      "/** It is. */\nexport const one = 1;\n// two\nexport class Two {}\n/** */\nexport type T = 3;";

    expect(withoutDocstring(parsed("src/a.ts", text))).toEqual([
      "src/a.ts:4 'Two' has no docstring",
      "src/a.ts:6 'T' has no docstring",
    ]);
  });
});

describe("the compiler names what a new operation or workload lacks", () => {
  const uncheckedIn = (program: ts.Program, type: string, files: readonly string[]) => {
    const words = vocabulary(program, type);
    const checker = program.getTypeChecker();
    return files.flatMap((file) => {
      const ast = program.getSourceFile(file);
      return ast === undefined ? [`${file}:1 is not compiled`] : unchecked(ast, words, checker);
    });
  };

  test("in every table, list and switch that tells some apart", () => {
    const program = actionProgram();
    const files = of("src").map(({ file }) => file);

    expect(
      ["OperationName", "WorkloadType"].flatMap((type) => uncheckedIn(program, type, files)),
    ).toEqual([]);
  });

  const COLOURS = "const ALL = { red: 1, green: 2 };\ntype Colour = keyof typeof ALL;\n";
  const ASK = "declare const colour: Colour; declare function say(colour: Colour): void;";

  test.each([
    "const a = { red: 1, green: 2 };",
    "const a: Record<string, number> = { red: 1, green: 2 };",
    "const a: Partial<Record<Colour, number>> = { red: 1, green: 2 };",
    "const a = { red: 1, green: 2 } as Record<Colour, number>;",
    "interface A { red: 1; green: 2 }",
    'const a = new Map([["red", 1], ["green", 2]]);',
    'const a = [{ type: "red" }, { type: "green" }];',
    'const a = new Set(["red", "green"]);',
    'const a = ["red", "green"].includes(colour);',
    'const a = colour === "red" || colour === "green";',
    'switch (colour as string) { case "red": case "green": }',
    'switch (colour) { case "red": case "green": break; default: say("red"); }',
  ])("%s is noticed", (text) => {
    const program = madeProgram("src/made.ts", `${COLOURS}${ASK}\n${text}`);

    expect(uncheckedIn(program, "Colour", ["src/made.ts"])).toEqual([
      expect.stringMatching(/^src\/made\.ts:4 /),
    ]);
  });

  test.each([
    "const a: Record<Colour, number> = { red: 1, green: 2 };",
    "const a = { red: 1, green: 2 } as const satisfies Record<Colour, number>;",
    "declare function f(a: Readonly<Record<Colour, 1>>): void; f({ red: 1, green: 1 });",
    'const a = ["red", "green"];',
    'const a = colour === "red";',
    'switch (colour) { case "red": case "green": }',
    'switch (colour) { case "red": case "green": break; default: say(colour); }',
  ])("%s is checked", (text) => {
    const program = madeProgram("src/made.ts", `${COLOURS}${ASK}\n${text}`);

    expect(uncheckedIn(program, "Colour", ["src/made.ts"])).toEqual([]);
  });
});

describe("messages name inputs by one function", () => {
  const spelledIn = (program: ts.Program, files: readonly string[]) =>
    files.flatMap((file) => {
      const ast = program.getSourceFile(file);
      if (ast === undefined) return [`${file}:1 is not compiled`];
      return spelledInputs(ast, Object.keys(INPUTS), program.getTypeChecker());
    });
  const named = of("src").filter(({ file }) => !/^src\/(?:hosts|manifest)\//.test(file));

  test("and spell none themselves", () => {
    const files = named.map(({ file }) => file);

    expect(files.length).toBeGreaterThan(10);
    expect(spelledIn(actionProgram(), files)).toEqual([]);
  });

  test("and give a choice only words that it accepts", () => {
    expect(named.flatMap(({ ast }) => unknownWords(ast, CHOICES))).toEqual([]);
  });

  const NAMES = 'declare const name: "item" | "vault"; declare const text: string;';

  test.each([
    `"Check 'job-id'."`,
    `"'item' is empty."`,
    `"Write 'dry-run: false'."`,
    "`Check 'wait'.`",
    `\`'timeout-minutes: \${text}' is long.\``,
    `\`\${text} and 'policy'\``,
    `\`\${text}, 'audience', \${text}\``,
    `\`Check '\${name}'.\``,
    `\`Write '\${name}: \${text}'.\``,
    `({ hint: "Check 'vault'." })`,
  ])("%s is noticed", (text) => {
    const program = madeProgram("src/made.ts", `${NAMES}\n${text};`);

    expect(spelledIn(program, ["src/made.ts"])).toEqual([
      expect.stringMatching(/^src\/made\.ts:2 spells /),
    ]);
  });

  test.each([
    "// Check 'item'.",
    'const a = { item: 1, "job-id": 2 };',
    `"the job's 'environment:' names it"`,
    `"Use 'list-items', or the vault's item."`,
    `"Of 'items', give the 'item' of one element."`,
    `\`Found '\${text}' in \${name}, the vault '\${text}'.\``,
    `\`Check \${nameInput(name)}.\``,
  ])("%s is not", (text) => {
    const program = madeProgram("src/made.ts", `${NAMES}\n${text};`);

    expect(spelledIn(program, ["src/made.ts"])).toEqual([]);
  });

  test("a word that no choice has is noticed", () => {
    const words = (text: string) => unknownWords(parsed("src/made.ts", text).ast, CHOICES);

    expect(words('nameInput("on-conflict", "wait"); nameInput("job-id", "1")')).toEqual([]);
    expect(words('nameInput("allowed-job-statuses", "Completed, Compleet")')).toEqual([
      "src/made.ts:1 'allowed-job-statuses' does not accept 'Compleet'",
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { readCommandLine } from "../../../../src/hosts/cli/command-line.ts";
import { inputsOf } from "../../../../src/inputs/rows-of-host.ts";
import { OPERATIONS, usesInput } from "../../../../src/operations/operations.ts";

const read = (...args: string[]) => readCommandLine(args, "1.2.3");
const message = (...args: string[]) => {
  const asked = read(...args);
  return asked.kind === "wrong" ? asked.message : asked.kind;
};
const help = (...args: string[]) => {
  const asked = read(...args);
  return asked.kind === "help" ? asked.text : asked.kind;
};
/** The inputs that a command line gives. */
function inputs(...args: string[]) {
  const asked = read("verify-backup", ...args);
  return asked.kind === "run" ? Object.fromEntries(asked.line.inputs) : asked;
}

describe("every row of the table that names the terminal", () => {
  const options = inputsOf("terminal").filter((row) => row.name !== "operation" && !row.secret);

  test.each(options)("is an option: $name", ({ name }) => {
    expect(inputs(`--${name}=x y`)).toEqual({ [name]: "x y" });
  });

  test.each(OPERATIONS)("is in the help of %s if the operation uses it", (operation) => {
    const text = help(operation, "--help");
    const shown = options.filter(({ name }) => new RegExp(`^ +--${name} `, "m").test(text));

    expect(shown).toEqual(
      options.filter(({ name, isForAll }) => isForAll || usesInput(operation, name)),
    );
    expect(text).not.toContain("`");
  });

  test("is none if it is a secret, or another host's", () => {
    for (const name of ["client-secret", "github-token", "status-context", "summary"]) {
      expect(message("verify-backup", `--${name}`, "x")).toContain(`unknown option '--${name}'`);
    }
  });
});

describe("values", () => {
  test("of repeated items are lines, and an empty one is given", () => {
    expect(inputs("--item", "a", "--item", "!b", "--policy", "")).toEqual({
      item: "a\n!b",
      policy: "",
    });
  });

  test("may begin with a dash after an equals sign", () => {
    expect(inputs("--item=-x")).toEqual({ item: "-x" });
  });

  test("of flags may be left out", () => {
    expect(inputs("--dry-run", "--fail-fast=false", "--ignore-stopped", "true")).toEqual({
      "dry-run": "true",
      "fail-fast": "false",
      "ignore-stopped": "true",
    });
  });

  test("are not changed", () => {
    expect(inputs("--vault", "  $(x) 'y'\r\n")).toEqual({ vault: "  $(x) 'y'\r\n" });
  });
});

describe("wrong usage", () => {
  test.each([
    { args: [], says: "Name an operation." },
    { args: ["verify"], says: "There is no operation 'verify'." },
    { args: ["verify-backups"], says: "Did you mean 'verify-backup'?" },
    { args: ["stop"], says: "'stop-protection-retain-data'" },
    { args: ["Verify-Backup"], says: "in lower case" },
    { args: ["verify-backup", "--valt", "x"], says: "(Did you mean --vault?)" },
    { args: ["--vault", "x", "verify-backup"], says: "Write the operation before its options." },
    { args: ["verify-backup", "--vault", "a", "--vault", "b"], says: "It is given twice." },
    { args: ["verify-backup", "--dotenv", "a", "--dotenv", "b"], says: "It is given twice." },
    { args: ["verify-backup", "--client-secret=x"], says: "A secret is no option" },
    { args: ["verify-backup", "--item"], says: "argument missing" },
    { args: ["verify-backup", "payroll"], says: "too many arguments" },
  ])("$args is told: $says", ({ args, says }) => {
    expect(message(...args)).toContain(says);
    expect(message(...args)).toContain("azure-backup-gate --help");
  });

  const MISTYPED = [
    ...inputsOf("terminal").flatMap(({ name, type }) => (type === "flag" ? [name] : [])),
    ...["dotenv", "summary-file", "client-secret-file"],
  ];
  test.each(MISTYPED)("is an empty --%s, which is a mistyped variable", (name) => {
    for (const args of [[`--${name}=`], [`--${name}`, ""], [`--${name}= `]]) {
      const told = message("verify-backup", ...args);
      expect(told).toContain(`option '--${name} `);
      expect(told).toContain(
        "It is empty. A variable that your shell does not know reads as empty.",
      );
      expect(told.match(/^error: /gm)).toHaveLength(1);
    }
  });

  test("is told without the value of an unknown option, which may be a secret", () => {
    for (const value of ["hush", "hu'sh\n", "=hush"]) {
      const told = message("verify-backup", `--client-secret=${value}`);
      expect(told).toContain("unknown option '--client-secret'");
      expect(told).not.toMatch(/hu'?sh/);
    }
  });

  test("is told without what the user's text would do to a terminal", () => {
    for (const args of [["a\u001b[2J\u202e::error::"], ["undelete", "--a\u001b[2J=::x"]]) {
      // The lines of the message are our own.
      expect(message(...args).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]|::/u);
    }
  });
});

describe("help", () => {
  test("names every operation, the exit codes and how to sign in", () => {
    const text = help("--help");

    for (const name of OPERATIONS) expect(text).toContain(`  ${name} `);
    for (const code of [0, 1, 2, 3, 129, 130, 143]) expect(text).toContain(String(code));
    expect(text).toContain("AZURE_FEDERATED_TOKEN_FILE");
    expect(help("help", "undelete")).toBe(help("undelete", "--help"));
  });

  test("is no wrong usage where the process has the exit code 1 until the verdict", () => {
    const before = process.exitCode;
    process.exitCode = 1;
    const texts = [help("help", "undelete"), help("help"), help("undelete", "--help")];
    process.exitCode = before;

    expect(texts).toEqual([help("undelete", "--help"), help("--help"), help("undelete", "--help")]);
  });

  test("prints the version", () => {
    expect(help("--version").trim()).toBe("1.2.3");
  });
});

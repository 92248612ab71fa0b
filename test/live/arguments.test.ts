import { expect, test } from "vitest";
import { readArguments } from "./arguments.ts";

test("a call needs a vault and one item, and has defaults for the rest", () => {
  expect(readArguments(["--vault", "v", "--resource-group", "g", "--item", "a/b"])).toEqual({
    vault: ["--vault=v", "--resource-group=g"],
    signIn: [],
    item: "a/b",
    maxAge: "24h",
    policy: "",
    jobId: "",
    withBackup: false,
    out: "live",
  });
});

test("--help is asked for", () => {
  expect(readArguments(["--help"])).toBe("help");
});

test.each([
  ["", "--vault is missing"],
  ["--vault v", "--item is missing"],
  ["--vault v --item *", "a live run looks at one item"],
  ["--vault v --item !a", "a live run looks at one item"],
  ["--vault v --item a --max-recovery-point-age soon", "write it like 24h"],
  ["--vault v --item a --itme b", "Unknown option '--itme'. Did you mean 'item'?"],
  ["--vault v --item a --with-backup=yes", "does not take an argument"],
])("'%s' is refused in one line", (line, message) => {
  expect(() => readArguments(line.split(" ").filter(Boolean))).toThrow(message);
});

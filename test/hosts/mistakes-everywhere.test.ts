import { describe, expect, test } from "vitest";
import { readCommandLine } from "../../src/hosts/cli/command-line.ts";
import { AZURE_PIPELINES } from "./azure-pipelines.ts";
import { undressed } from "./dress.ts";
import { GITHUB } from "./github.ts";
import { HOSTS_ONCE } from "./hosts.ts";
import { inTerminalWords } from "./own-words.ts";
import { playEverywhere, playOn } from "./play-everywhere.ts";
import { EMPTY_FLAGS, MISNAMED, MISTAKES } from "./situations/mistakes.ts";
import { argsOf } from "./terminal.ts";

// What users get wrong is told in the words of each host, and is the same mistake on all of them.

describe("a mistake", () => {
  test.each(MISTAKES)("$name", (mistake) => playEverywhere(mistake, HOSTS_ONCE));
});

test.each(MISNAMED)("$name: a command line says so before there is a step", async (mistake) => {
  const github = await playOn(GITHUB, mistake);
  await playOn(AZURE_PIPELINES, mistake, github);
  const asked = readCommandLine(argsOf(mistake, "text"), "1.0.0");

  expect(github.requests).toEqual([]);
  expect(asked).toMatchObject({ kind: "wrong" });
  expect(undressed(JSON.stringify(asked))).toContain(
    undressed(inTerminalWords(github.outputs["next-step"] ?? "")),
  );
});

test.each(EMPTY_FLAGS)("$name: a command line takes no empty flag at all", async (mistake) => {
  await playOn(AZURE_PIPELINES, mistake, await playOn(GITHUB, mistake));

  expect(readCommandLine(argsOf(mistake, "text"), "1.0.0")).toMatchObject({
    kind: "wrong",
    message: expect.stringContaining("It is empty."),
  });
});

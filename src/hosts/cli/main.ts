#!/usr/bin/env node
import "../red-until-published.ts";
import "./node-version.ts";
import manifest from "../../../package.json" with { type: "json" };
import { readCommandLine } from "./command-line.ts";
import { holdSignals } from "./early-signals.ts";
import { EXIT_CODES } from "./exit-code.ts";
import { tellWrongUsage } from "./wrong-usage.ts";

const args = process.argv.slice(2);
const asked = readCommandLine(args, manifest.version);
// A reader such as `head` may go away; that changes no exit code.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
void answer();

async function answer(): Promise<void> {
  switch (asked.kind) {
    case "help":
      process.stdout.write(`${asked.text.trimEnd()}\n`);
      process.exitCode = EXIT_CODES.open;
      break;
    case "wrong":
      tellWrongUsage(asked.message, args);
      process.exitCode = EXIT_CODES.wrongUsage;
      break;
    case "run": {
      // What follows takes time to load: a reader sees at once that the command runs, and which one.
      const release = holdSignals();
      process.stderr.write(`azure-backup-gate ${manifest.version}\n`);
      const { start } = await import("./start.ts");
      await start(asked.line, release);
    }
  }
}

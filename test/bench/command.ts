import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Emulator } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { commandEnv, installCommand } from "../support/command-package.ts";
import { tableOf } from "./table.ts";

const RUNS = 15;
const VAULT = ["--vault", "SQLServer2012", "--resource-group", "SQLServerSelfHost"];

const LINES: readonly (readonly string[])[] = [
  ["--version"],
  ["verify-backup", "--help"],
  ["verify-backup", "--valt", "x"],
  ["list-items", ...VAULT, "--item", "*"],
];

/** Milliseconds from the start of the process to its first output of any kind, and to its end. */
function measure(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return new Promise<{ readonly first: number; readonly whole: number }>((resolve, reject) => {
    const startedAt = performance.now();
    let first: number | undefined;
    const child = spawn(program, args, { env: { PATH: process.env.PATH, ...env } });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", () => {
        first ??= performance.now() - startedAt;
      });
    }
    child.on("error", reject);
    child.on("close", () => {
      resolve({ first: first ?? Number.NaN, whole: performance.now() - startedAt });
    });
  });
}

/** Measures the installed command of terminals, and prints what it weighs. */
export async function benchCommand(): Promise<void> {
  const installed = await installCommand();
  try {
    const azure = new Emulator();
    await using server = await startServer(azure);
    const rows: string[][] = [];
    for (const args of LINES) {
      const samples = [];
      for (let run = 0; run < RUNS; run++) {
        samples.push(await measure(installed.program, args, commandEnv(server)));
      }
      const inWords = (times: readonly number[]) => {
        const sorted = times.toSorted((a, b) => a - b).map(Math.round);
        return `${sorted[Math.floor(RUNS / 2)]} (${sorted[0]}-${sorted.at(-1)})`;
      };
      rows.push([
        args.slice(0, 2).join(" "),
        inWords(samples.map(({ first }) => first)),
        inWords(samples.map(({ whole }) => whole)),
      ]);
    }
    console.log(`Medians (and ranges) of ${RUNS} runs in ms, from the start of the process.\n`);
    console.log(tableOf([["command", "first output", "end"], ...rows]));
    const sizes = readdirSync(installed.module).map((file) => {
      return `${file} ${(statSync(join(installed.module, file)).size / 1_000).toFixed(0)} kB`;
    });
    console.log(`\n${sizes.join(", ")}; packed ${(installed.size / 1_000).toFixed(0)} kB`);
  } finally {
    installed.remove();
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";

// What to run before each commit. The steps run in parallel, and only those that fail print their
// output.

const STEPS: Readonly<Record<string, string>> = {
  types: "npm run --silent typecheck",
  lint: "npm run --silent lint",
  "unit tests": "npm run --silent test -- test/unit",
  documents: "npm run --silent docs -- --check",
};

/** Runs one step, prints how it ended, and returns whether it passed. */
async function passes([name, command]: [string, string]): Promise<boolean> {
  const startedAt = performance.now();
  const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(command, { shell: true, env: { ...process.env, ...colour } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, "close");
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  if (code === 0) {
    console.log(`${name}: passed in ${seconds} s`);
    return true;
  }
  console.log(`${name}: FAILED in ${seconds} s\n$ ${command}\n${output.trimEnd()}\n`);
  return false;
}

const results = await Promise.all(Object.entries(STEPS).map(passes));
if (results.includes(false)) process.exitCode = 1;

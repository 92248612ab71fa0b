import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../emulator/emulator.ts";
import { instructions } from "../emulator/server/instructions.ts";
import type { Server } from "../emulator/server/server.ts";
import type { Row } from "./table.ts";

/**
 * Makes az sign in by what the emulator prints for it, as it is and without each of its variables: none
 * of them is idle.
 */
export async function printedRows(azure: Emulator, server: Server): Promise<readonly Row[]> {
  const text = instructions(azure, { ...server, imdsUrl: "" });
  const block = text.split("\n\n").find((one) => one.startsWith("# The Azure CLI")) ?? "";
  const names = [...block.matchAll(/^export (\w+)=/gm)].map((found) => found[1] ?? "");
  const rows = [await row("what is printed for az", block, (works, touched) => works && !touched)];
  for (const name of names) {
    const script = block.replace(new RegExp(`^export ${name}=.*$`, "m"), "");
    rows.push(await row(`the same without ${name}`, script, (works, touched) => !works || touched));
  }
  return rows;
}

/** `touched`: whether az has changed the clouds in the user's own home. */
async function row(
  action: string,
  script: string,
  isDue: (works: boolean, touched: boolean) => boolean,
): Promise<Row> {
  const home = await mkdtemp(join(tmpdir(), "interop-az-home-"));
  try {
    const { code, output } = await shell(`set -e\n${script}\naz account show`, home);
    const touched = existsSync(join(home, ".azure", "clouds.config"));
    const works = code === 0;
    const state = `${works ? "signed in" : "not signed in"}, the clouds of the user's own az ${touched ? "changed" : "left alone"}`;
    return { action, ended: String(code), state, ok: isDue(works, touched), problem: output };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function shell(script: string, home: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: home, AZURE_CORE_LOGIN_EXPERIENCE_V2: "off" };
    const child = spawn("bash", ["-c", script], { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

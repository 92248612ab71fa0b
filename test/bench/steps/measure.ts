import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Programs } from "./build.ts";
import type { Counts, Sample } from "./figures.ts";
import { onStage } from "./stage.ts";
import type { Command, Subject } from "./subject.ts";
import { forgetTraffic, pausesIn, trafficSoFar } from "./traffic.ts";

/** Runs a program once on a fresh emulator and times it; `env` comes on top of its own. */
export function timed(
  subject: Subject,
  programs: Programs,
  env: NodeJS.ProcessEnv = {},
): Promise<Sample> {
  return onStage(programs, async (stage) => {
    const command = await subject.command(stage);
    return timedWork(() =>
      ended(subject.title, subject.exitCode, { ...command, env: { ...command.env, ...env } }),
    );
  });
}

/** Times one process that talks to an emulator of this one. */
export async function timedWork(work: () => Promise<void>): Promise<Sample> {
  forgetTraffic();
  const startedAt = performance.now();
  await work();
  const wholeMs = performance.now() - startedAt;
  const { traffic, connections } = trafficSoFar();
  const first = traffic.find(({ path }) => path.startsWith("/subscriptions/"));
  return {
    firstArmMs: first && first.at - startedAt,
    wholeMs,
    pausesMs: pausesIn(traffic),
    requests: traffic.length,
    connections,
  };
}

/** Runs a program once more and counts; `files` says whether what it loads too, which takes CPU. */
export function counted(
  subject: Subject,
  programs: Programs,
  { files }: { readonly files: boolean },
): Promise<Counts> {
  return onStage(programs, async (stage) => {
    const command = await subject.command(stage);
    const file = join(stage.folder, "counts.json");
    const env = {
      ...(files && { BENCH_FILES: "1" }),
      BENCH_COUNTS: file,
      NODE_OPTIONS: `--import=${programs.probe}`,
    };
    await ended(subject.title, subject.exitCode, { ...command, env: { ...command.env, ...env } });
    return JSON.parse(await readFile(file, "utf8")) as Counts;
  });
}

function ended(title: string, exitCode: number, { file, args, env }: Command): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === exitCode) resolve();
      else reject(new Error(`'${title}' ended with exit code ${code}:\n${output}`));
    });
  });
}

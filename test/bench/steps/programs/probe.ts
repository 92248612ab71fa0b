import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

// Imported before a program: at the end it writes down the time of the processors and the most memory
// that the process ever had; if it is asked to, also each file that Node loads after it, by `import`
// or `require`.

const files = new Map<string, number>();
if (process.env.BENCH_FILES !== undefined) {
  registerHooks({
    load(url, context, nextLoad) {
      if (url.startsWith("file:")) {
        const path = fileURLToPath(url);
        files.set(path, statSync(path).size);
      }
      return nextLoad(url, context);
    },
  });
}
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  const used = { cpuMs: (user + system) / 1_000, memoryBytes: peakBytes() };
  const counts = { ...used, modules: files.size, bytes };
  writeFileSync(process.env.BENCH_COUNTS ?? "", JSON.stringify(counts));
});

/** Linux counts what the starting process had as the largest of the started one, but for this line. */
function peakBytes(): number {
  const status = "/proc/self/status";
  const [, kilobytes] = existsSync(status)
    ? (/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, "utf8")) ?? [])
    : [];
  return 1_024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes));
}

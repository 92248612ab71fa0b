import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

// Imported before a program: counts each file that Node loads after it, by `import` or `require`,
// and at the end the largest part of the memory that the process ever had.

const files = new Map<string, number>();
registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith("file:")) {
      const path = fileURLToPath(url);
      files.set(path, statSync(path).size);
    }
    return nextLoad(url, context);
  },
});
process.on("exit", () => {
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  const counts = { modules: files.size, bytes, memoryBytes: peakBytes() };
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

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";

// dist/ is built from nothing, so that a chunk that is no longer needed cannot stay behind.
rmSync("dist", { recursive: true, force: true });
execFileSync(
  process.execPath,
  [
    "node_modules/@vercel/ncc/dist/ncc/cli.js",
    ...["build", "src/index.ts", "--out", "dist", "--no-cache"],
  ],
  { stdio: "inherit" },
);

import { defineConfig } from "vitest/config";

// The action runs on the runner's Node 24; npm puts the one of `npm ci` first on the PATH.
if (!process.versions.node.startsWith("24.")) {
  throw new Error(
    `Tests need Node 24, this is ${process.version}: run 'npm ci' without --ignore-scripts, or put Node 24 on the PATH.`,
  );
}

export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 30_000 },
});

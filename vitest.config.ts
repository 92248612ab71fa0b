import { configDefaults, defineConfig } from "vitest/config";
import { ALONE } from "./test/support/alone.ts";

// The action runs on the runner's Node 24; npm puts the one of `npm ci` first on the PATH.
if (!process.versions.node.startsWith("24.")) {
  throw new Error(
    `Tests need Node 24, this is ${process.version}: run 'npm ci' without --ignore-scripts, or put Node 24 on the PATH.`,
  );
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // One worker a core; vitest itself would leave a core idle.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...ALONE],
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: [...ALONE] } },
    ],
  },
});

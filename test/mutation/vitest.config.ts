import { defineConfig } from "vitest/config";

/** The tests that can tell a mutant: those that need neither the bundle nor anything but this process. */
export default defineConfig({
  test: {
    include: ["test/unit/**/*.test.ts", "test/scenario/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});

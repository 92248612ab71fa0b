import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { FIRST, LEFT_OUT, TESTS_VARIABLE } from "./layers.ts";

/** Unit tests tell most mutants, and a mutant is done with the first test that fails. */
class UnitFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      if (moduleId.endsWith(FIRST)) return 0;
      return moduleId.includes("/unit/") ? 1 : 2;
    };
    return files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

/** The tests share one process, which makes a mutant several times cheaper. */
export default defineConfig({
  test: {
    include: (process.env[TESTS_VARIABLE] ?? "test/unit/**/*.test.ts").split(";"),
    exclude: [...LEFT_OUT],
    isolate: false,
    testTimeout: 3_000,
    hookTimeout: 3_000,
    sequence: { sequencer: UnitFirst },
  },
});

/** The environment variable that tells vitest's config which tests to run, separated by semicolons. */
export const TESTS_VARIABLE = "MUTATION_TESTS";

/** Files that are mutated together, and the tests that are tried on them. */
export interface Layer {
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** Tests that need a process each and tell nothing more; a layer's globs may name them all the same. */
export const LEFT_OUT: readonly string[] = [
  "test/unit/azure/arm/client.test.ts",
  "test/unit/azure/identity/credential.test.ts",
];

/** It replaces a module of Node, which only works before other tests have loaded it. */
export const FIRST = "test/unit/time/clock.test.ts";

/** The scenarios in which most of what can happen between two requests happens. */
const SCENARIOS =
  "test/scenario/{cancel,cancel-job,conflicts,foreign-answers,guard,odd-lists,ours,robustness,short-round,unknown-outcome}.test.ts";

/**
 * A mutant costs as much as the tests that run the line it is on, so each layer is tried with the tests
 * next to it. What these tell, the others need not.
 */
export const LAYERS: readonly Layer[] = [
  {
    name: "sequence",
    files: [
      "src/concurrency.ts",
      "src/naming/find-items.ts",
      "src/sequence/!(announce|ended-backups|item-evidence|perform|survey|task-times|task|tools|unsound-backups|verify|verify-round|write-items).ts",
    ],
    tests: [
      "test/unit/sequence/*.test.ts",
      "test/unit/concurrency.properties.test.ts",
      "test/unit/naming/find-items.test.ts",
      SCENARIOS,
    ],
  },
  {
    name: "verify",
    files: ["src/sequence/{ended-backups,item-evidence,unsound-backups,verify,verify-round}.ts"],
    tests: ["test/unit/sequence/verify.test.ts", "test/scenario/verify-evidence.test.ts"],
  },
  {
    name: "several",
    files: ["src/sequence/write-items.ts"],
    tests: ["test/scenario/several-items.test.ts"],
  },
  {
    name: "operations",
    files: ["src/operations/*.ts"],
    tests: ["test/unit/operations/*.test.ts", "test/unit/inputs/*.test.ts"],
  },
  {
    name: "azure",
    files: [
      "src/azure/arm/{answer,attempt,quota,refusal,request-log,retry}.ts",
      "src/azure/backup/!(client|guard|looked|native-name|reads|workload|writes).ts",
    ],
    tests: ["test/unit/azure/**/*.test.ts"],
  },
  {
    name: "naming",
    files: [
      "src/naming/!(find-items).ts",
      "src/azure/backup/native-name.ts",
      "src/values/written-id.ts",
    ],
    tests: [
      "test/unit/naming/{item-path,suggestions,names.properties}.test.ts",
      "test/unit/azure/backup/native-name.test.ts",
      "test/unit/values/written-id.test.ts",
      "test/scenario/{list-items,mistakes,naming,written}.test.ts",
    ],
  },
  {
    name: "report",
    files: ["src/report/outputs.ts", "src/run/verdict.ts"],
    tests: ["test/unit/{report,run}/*.test.ts"],
  },
  {
    name: "time",
    files: ["src/time/*.ts", "src/text.ts", "src/hosts/github/escape.ts"],
    tests: [
      "test/unit/time/*.test.ts",
      "test/unit/{text,times.properties}.test.ts",
      "test/unit/hosts/github/escape.test.ts",
    ],
  },
];

/**
 * Tests that replace a part of Node, by nock or by `vi.mock`. That works only before other files have
 * loaded it, so each of them runs in a process of its own; all other files share processes.
 */
export const ALONE: readonly string[] = [
  "test/identity/clouds.test.ts",
  "test/unit/azure/arm/client.test.ts",
  "test/unit/azure/identity/credential.test.ts",
  "test/unit/time/clock.test.ts",
];

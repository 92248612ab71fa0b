import { describe, expect, test } from "vitest";
import { camelCase } from "../../../src/hosts/azure-pipelines/names.ts";
import { unknownInput } from "../../../src/hosts/unknown-input.ts";

const onGitHub = (...variables: string[]) => unknownInput(variables, "github", (name) => name);
const onPipelines = (...variables: string[]) =>
  unknownInput(variables, "azure-pipelines", camelCase);

describe("an input that the step does not have", () => {
  test.each([
    ["INPUT_DRY-RN", "dry-rn", "dry-run"],
    ["INPUT_DRY_RUN", "dry_run", "dry-run"],
    ["INPUT_DRYRUN", "dryrun", "dry-run"],
    ["INPUT_RECOVERY-POINT-AGE", "recovery-point-age", "max-recovery-point-age"],
    ["INPUT_TIMEOUT-MINUTE", "timeout-minute", "timeout-minutes"],
    ["INPUT_ON-CONFLIT", "on-conflit", "on-conflict"],
  ])("is told, with the one that was meant: %s", (variable, name, meant) => {
    expect(onGitHub("PATH", "INPUT_VAULT", variable)).toEqual({
      name,
      hint: `Did you mean '${meant}'?`,
    });
  });

  test("may come from the environment of the job, if it is like no other", () => {
    expect(onGitHub("INPUT_COLOUR")?.hint).toContain("environment variable 'INPUT_COLOUR'");
  });

  test("is one that only other hosts have", () => {
    expect(onGitHub("INPUT_AZURE-SUBSCRIPTION")).toMatchObject({ name: "azure-subscription" });
    expect(onPipelines("INPUT_GITHUBTOKEN")).toMatchObject({ name: "githubtoken" });
  });

  test("is one that is written as another host writes it", () => {
    expect(onPipelines("INPUT_DRY-RUN")).toMatchObject({ name: "dry-run" });
  });
});

test("the inputs of the step, whatever their case, and other variables are no such input", () => {
  expect(onGitHub("INPUT_DRY-RUN", "Input_Item", "GITHUB_INPUT_X", "BACKUP_GATE_INPUT_Y")).toBe(
    undefined,
  );
  expect(onPipelines("INPUT_DRYRUN", "INPUT_AZURESUBSCRIPTION", "ENDPOINT_URL_X")).toBe(undefined);
});

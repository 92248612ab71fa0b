import { expect, test } from "vitest";
import { task } from "../support/run-on-pipelines.ts";
import { scenario, step, VAULT_INPUTS } from "../support/scenario.ts";

const { "auth-type": _, ...VAULT } = VAULT_INPUTS;
const STOP = {
  ...VAULT,
  operation: "stop-protection-retain-data",
  item: "sqlserver-0/crm",
};

test("GitHub passes a mistyped input on, and the step sends nothing", async () => {
  const { host, ...result } = await step(scenario(), { ...STOP, "dry-rn": "true" });

  expect(host.errors[0]?.message).toBe(
    "There is no input 'dry-rn'. What to do: Did you mean 'dry-run'?",
  );
  expect(result.output("reason")).toBe("invalid-input");
  expect(result.requests).toEqual([]);
});

test("an unknown input that is like no other may come from the environment of the job", async () => {
  const { host } = await step(scenario(), { ...STOP, colour: "red" });

  expect(host.errors[0]?.message).toBe(
    "There is no input 'colour'. What to do: Remove it from the step, or the environment variable 'INPUT_COLOUR', which counts as one.",
  );
});

test("Azure Pipelines passes a mistyped input on, and the task sends nothing", async () => {
  const { agent, records } = await task(scenario(), { ...STOP, "dry-rn": "true" });

  expect(agent.lines.join("\n")).toContain(
    "There is no input 'dryrn'. What to do: Did you mean 'dryRun'?",
  );
  expect(agent.seen.outputs.get("reason")).toBe("invalid-input");
  expect(records).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { INPUTS } from "../../src/inputs/input-table.ts";
import { scenario, step } from "../support/scenario.ts";
import type { Mistake } from "./mistakes/mistake.ts";
import { GROUPS, table } from "./mistakes/table.ts";

const ALL = Object.values(GROUPS).flat();

/** Whether the message says which input or which of its values is meant. */
function namesWhatWasTyped({ inputs }: Mistake, message: string): boolean {
  const named = /^Input '([^']+)' /.exec(message)?.[1];
  if (named !== undefined) return named in INPUTS;
  return Object.entries(inputs).some(
    ([name, value]) => message.includes(`'${name}'`) || (value !== "" && message.includes(value)),
  );
}

describe.each(Object.entries(GROUPS))("%s", (_, mistakes) => {
  test.each(mistakes)("$name", async (mistake) => {
    const { inputs, world, reason, message } = mistake;
    const azure = scenario();
    world?.(azure);

    const result = await step(azure, inputs);

    expect(result.host.errors).toEqual([{ title: `Backup gate closed: ${reason}`, message }]);
    expect(result.output("reason")).toBe(reason);
    expect(result.output("gate")).toBe("closed");
    expect(result.host.failed).toBe(true);
    expect(result.writes).toEqual([]);
    if (reason === "invalid-input") expect(result.requests).toEqual([]);
    expect(namesWhatWasTyped(mistake, message), "names the input or its value").toBe(true);
  });
});

test("every mistake has a name of its own, and no message gives the same advice twice", () => {
  const names = ALL.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
  for (const { message } of ALL) {
    const sentences = message.split(/(?<=[.?!]) /);
    expect(sentences.filter((one, index) => sentences.indexOf(one) < index)).toEqual([]);
    expect(message).toContain(" What to do: ");
  }
});

test("the table shows each of them", () => {
  expect(table().match(/^\| (?!Mistake|---)/gm)).toHaveLength(ALL.length);
});

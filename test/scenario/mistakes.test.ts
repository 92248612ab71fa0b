import { describe, expect, test } from "vitest";
import { INPUTS } from "../../src/manifest/input-table.ts";
import { scenario, step, VAULT_INPUTS } from "../support/scenario.ts";
import type { Mistake } from "./mistakes/mistake.ts";
import { GROUPS, table } from "./mistakes/table.ts";

const ALL = Object.values(GROUPS).flat();

/** Whether the message says which input, or the end of which of its values, is meant. */
function namesWhatWasTyped({ inputs }: Mistake, message: string): boolean {
  const named = /^Input '([^']+)' /.exec(message)?.[1];
  if (named !== undefined) return named in INPUTS;
  return Object.entries({ ...VAULT_INPUTS, ...inputs }).some(
    ([name, value]) =>
      message.includes(`'${name}'`) || (value !== "" && message.includes(lastPart(value))),
  );
}

function lastPart(value: string): string {
  return value.split("/").at(-1) || value;
}

/** Ids that the emulator makes up; those of tenants, applications and the vault's subscription stay. */
function withoutIds(message: string): string {
  return message.replace(/\b(?!(\d)\1{7}-)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, (id) =>
    NAMED.has(id) ? id : "(id)",
  );
}

/** Ids that a mistake itself types. */
const NAMED = new Set(ALL.flatMap(({ inputs }) => Object.values(inputs)));

describe.each(Object.entries(GROUPS))("%s", (_, mistakes) => {
  test.each(mistakes)("$name", async (mistake) => {
    const { inputs, world, settings, sent = 0, reason, message } = mistake;
    const azure = scenario();
    world?.(azure);

    const result = await step(azure, inputs, settings?.(azure));

    // Of several items each that is refused is told too, after what is wrong with all of them.
    const [told, ...others] = result.host.errors;
    expect(told?.title).toBe(`Backup gate closed: ${reason}`);
    expect(withoutIds(told?.message ?? "")).toBe(message);
    expect(others.length).toBeLessThan(Math.max(1, Number(result.output("items-total"))));
    expect(result.output("reason")).toBe(reason);
    expect(result.output("gate")).toBe("closed");
    expect(result.host.failed).toBe(true);
    expect(result.writes).toHaveLength(sent);
    if (reason === "invalid-input") expect(result.requests).toEqual([]);
    if (reason !== "sign-in-failed") {
      expect(namesWhatWasTyped(mistake, message), "names the input or its value").toBe(true);
    }
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

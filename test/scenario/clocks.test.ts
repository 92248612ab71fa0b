import { expect, test } from "vitest";
import { Emulator } from "../emulator/emulator.ts";
import { scenario, step } from "../support/scenario.ts";
import { subjectOf } from "../support/subjects.ts";

const HOUR_MS = 3_600_000;

/** The chart of a step whose machine's clock is so far behind Azure's, its times counted from the first. */
async function chartOf(inputs: Readonly<Record<string, string>>, aheadMs: number) {
  const { azure: _, ...rest } = scenario();
  const now = () => rest.clock.now() + aheadMs;
  const azure = new Emulator({ origin: "https://management.azure.com", now });

  const { host, output } = await step({ ...rest, azure }, inputs);

  expect(output("reason")).toBe("completed");
  const [chart = ""] = /^```mermaid$.*?^```$/ms.exec(host.summaryMarkdown) ?? [];
  const times = [...chart.matchAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g)].map(([written]) =>
    Date.parse(`${written}Z`),
  );
  return { names: chart.match(/(?<=^ {2}).* :/gm), times };
}

test.each([
  { operation: "stop-protection-retain-data", item: "orders" },
  { operation: "backup-now", item: "orders" },
  { operation: "backup-now", item: subjectOf("VM-V2").item },
])(
  "the chart of $operation on $item is in Azure's time, however the machine's clock goes",
  async (inputs) => {
    const right = await chartOf(inputs, 0);

    for (const aheadMs of [HOUR_MS, -HOUR_MS]) {
      const { names, times } = await chartOf(inputs, aheadMs);
      expect(names).toEqual(right.names);
      expect(times).toEqual(right.times.map((time) => time + aheadMs));
    }
  },
);

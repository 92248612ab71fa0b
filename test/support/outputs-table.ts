import { describe, type Result } from "./scenario.ts";
import { VAULT_ID } from "./subjects.ts";
import { collapsed, withNumberedIds } from "./transcript.ts";

/** One step of a table: by what it differs from the others, and what came of it. */
export interface Row {
  readonly name: string;
  readonly result: Result;
}

/** Outputs that repeat others, or hold sentences. */
const LEFT_OUT = ["report", "report-path", "error-message", "next-step", "recommendations"];

/** Outputs and requests of steps that are alike, without a sentence of the action's. */
export function outputsTable(rows: readonly Row[]): string {
  const printed = rows.map(({ name, result }) => ({ name, ...factsOf(result) }));
  return [...outputLines(printed), ...requestLines(printed), ""].join("\n");
}

interface Facts {
  readonly outputs: ReadonlyMap<string, string>;
  readonly requests: readonly Request[];
}

interface Request {
  /** `METHOD path status`. */
  readonly line: string;
  readonly body: string;
  /** How many times it was sent in a row. */
  readonly times: number;
}

type Named = Facts & { readonly name: string };

/** Ids are numbered, so that only those that are the same look the same. */
function factsOf({ host, records, elapsedMs }: Result): Facts {
  const outputs = new Map(host.outputs);
  // Most of the report is in the other outputs.
  const report: { readonly items?: readonly { readonly jobs?: readonly object[] }[] } = JSON.parse(
    outputs.get("report") || "{}",
  );
  for (const name of LEFT_OUT) outputs.delete(name);
  const jobs = report.items?.[0]?.jobs ?? [];
  for (const [index, job] of jobs.entries()) {
    outputs.set(`job ${index + 1} of the report`, JSON.stringify(job));
  }
  outputs.set("seconds of the step", (elapsedMs / 1_000).toFixed(3));
  const item = (outputs.get("item-id") ?? "").replace(VAULT_ID, "");
  const facts = {
    outputs: [...outputs].filter(([, value]) => value !== "").sort(([a], [b]) => (a < b ? -1 : 1)),
    requests: collapsed(
      records.map((record) => `${inShort(describe(record), item)}\n${record.body ?? ""}`),
    ),
  };
  const { outputs: numbered, requests }: typeof facts = JSON.parse(
    withNumberedIds(JSON.stringify(facts)),
  );
  return {
    outputs: new Map(
      numbered.map(([name, value]) => [name, value.replaceAll(VAULT_ID, "(vault)")]),
    ),
    requests: requests.map(({ line: both, count }) => {
      const [line = "", body = ""] = both.split("\n");
      return { line, body: body.replaceAll(VAULT_ID, "(vault)"), times: count };
    }),
  };
}

function inShort(line: string, item: string): string {
  return item === "" ? line : line.replaceAll(item, "(item)");
}

/** Each output by step, and only once where it is the same for all. */
function outputLines(printed: readonly Named[]): readonly string[] {
  const names = new Set(printed.flatMap(({ outputs }) => [...outputs.keys()]));
  const cells = [...names].sort().flatMap((output) => {
    const values = printed.map(({ name, outputs }) => [name, outputs.get(output) ?? ""] as const);
    return together(values).map(([step, value]) => [output, step, value]);
  });
  return aligned([["output", "step", "value"], ...cells]);
}

/** The requests in order, by the steps that send the same ones. */
function requestLines(printed: readonly Named[]): readonly string[] {
  const groups = Map.groupBy(printed, ({ requests }) =>
    requests.map(({ line }) => line).join("\n"),
  );
  return [...groups.values()].flatMap((group) => {
    const names = group.map(({ name }) => name).join(", ");
    const cells = (group[0]?.requests ?? []).flatMap(({ line }, index) => {
      const sent = group.map(({ name, requests }) => [name, requests[index]] as const);
      const times = sent.map(([name, one]) => [name, `${one?.times}`] as const);
      const bodies = sent.map(([name, one]) => [name, one?.body ?? ""] as const);
      return [
        ...together(times).map(([step, count]) => [count, step, line]),
        ...together(bodies)
          .filter(([, body]) => body !== "")
          .map(([step, body]) => ["", step, `  ${body}`]),
      ];
    });
    return [
      "",
      `Requests of ${names}, in order:`,
      ...aligned([["times", "step", "request"], ...cells]),
    ];
  });
}

/** One pair named `all` where every value is the same. */
function together(
  values: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  const [first] = values;
  return first !== undefined && values.every(([, value]) => value === first[1])
    ? [["all", first[1]]]
    : values;
}

/** Cells in columns; the last one is as wide as it is. */
function aligned(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map(([a = "", b = "", c = ""]) =>
    `${a.padEnd(widths[0] ?? 0)} | ${b.padEnd(widths[1] ?? 0)} | ${c}`.trimEnd(),
  );
}

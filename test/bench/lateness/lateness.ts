import { parseArgs } from "node:util";
import { randomBy } from "../../support/random.ts";
import { numbersIn } from "../options.ts";
import { tableOf } from "../table.ts";
import { figuresOf, lateInWords, looksInWords, type Wait } from "./figures.ts";
import { inAll, missedBy } from "./lateness-targets.ts";
import { type KindRow, measure } from "./measure.ts";
import { CLIENTS, type ClientName } from "./others.ts";
import { waitBeside } from "./quota-waits.ts";
import { PARTS, type Part, type RecordedEnd, recordedEnds } from "./recorded-ends.ts";
import { searchTables } from "./search-tables.ts";

type Show = (title: string, table: readonly (readonly string[])[]) => void;

/** How often waits beside each other are drawn. */
const RUNS = 40;

/** Benches how late recorded ends are seen, and prints tables: ours and others, on both parts. */
export async function benchLateness(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      recordings: { type: "string", default: "../shared/recordings" },
      draws: { type: "string", default: "20" },
      search: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
    },
  });
  const { markdown } = values;
  const ends = recordedEnds(values.recordings);
  const show: Show = (title, table) =>
    console.log(`${markdown ? "### " : ""}${title}\n\n${tableOf(table, { markdown })}\n`);
  if (values.search) return show("Times found on the tuning part", searchTables(ends));
  const missed: string[] = [];
  for (const part of PARTS) {
    const [draws = 1] = numbersIn("draws", values.draws);
    const rows = await measure(ends, part, draws);
    show(`Late and looks, ${part} part`, kindsTable(rows));
    missed.push(...missedBy(rows).map((what) => `${part}: ${what}`));
  }
  console.log(`${NOTE}\n`);
  show(
    `VM backups beside each other, 150 reads an hour, ${RUNS} runs`,
    await waitsTable(ends, missed),
  );
  console.log(missed.length === 0 ? "No target is missed." : `Missed:\n- ${missed.join("\n- ")}`);
}

const NOTE =
  "Late: median / 90th / largest in seconds; looks: median / largest. A request takes no time but in az's pauses. The bound looks each second. The SDK and Retry-After wait for operations only.";

const NAMES = Object.keys(CLIENTS) as ClientName[];

function kindsTable(rows: readonly KindRow[]): readonly (readonly string[])[] {
  const head = ["kind", "n", "ours: late", "looks", "no jitter: late"];
  const others = NAMES.flatMap((name) =>
    name === "bound" ? ["bound: late"] : [`${name}: late`, "looks"],
  );
  const cells = rows.map((row) => [
    ...[row.kind, String(row.n), lateInWords(row.ours), looksInWords(row.ours)],
    lateInWords(row.steady),
    ...NAMES.flatMap((name) => {
      const figures = row.others[name];
      const late = figures ? lateInWords(figures) : "-";
      return name === "bound" ? [late] : [late, figures ? looksInWords(figures) : "-"];
    }),
  ]);
  const sums = [false, true].map((restores) => {
    const { n, ours, az } = inAll(rows, { restores });
    const looks = [String(Math.round(ours)), "", "", String(Math.round(az))];
    const name = restores ? "all looks, restores too" : "all looks";
    return [name, String(n), "", ...looks, ...Array<string>(2 * NAMES.length - 3).fill("")];
  });
  return [[...head, ...others], ...cells, ...sums];
}

async function waitsTable(ends: readonly RecordedEnd[], missed: string[]) {
  const rows = [["waits", "part", "n", "429s", "late", "looks"]];
  for (const part of PARTS) {
    for (const count of [1, 2, 3, 4]) {
      const { waits, throttled, n } = await waitTogether(ends, part, count);
      const figures = figuresOf(waits, RUNS);
      const late = [lateInWords(figures), looksInWords(figures)];
      rows.push([String(count), part, String(n), String(throttled), ...late]);
      if (throttled > 0 && count <= 3)
        missed.push(`${part}: ${throttled} 429s of ${count} VM waits`);
    }
  }
  return rows;
}

async function waitTogether(ends: readonly RecordedEnd[], part: Part, count: number) {
  const random = randomBy(count);
  const backups = ends.filter((end) => end.kind === "VM backup" && end.part === part);
  const waits: Wait[] = [];
  let throttled = 0;
  for (let run = 0; run < RUNS; run++) {
    const drawn = Array.from(
      { length: count },
      () => backups[Math.floor(random() * backups.length)],
    );
    const some = drawn.filter((end) => end !== undefined);
    const together = await waitBeside(some, run);
    throttled += together.throttled;
    waits.push(...together.waits);
  }
  return { waits, throttled, n: backups.length };
}

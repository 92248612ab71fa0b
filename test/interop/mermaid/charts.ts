import type { Report } from "../table.ts";
import { chartsIn, problemsOf } from "./chart.ts";
import type { ReadChart, Reader } from "./reader.ts";

/** The charts of one row, and what is wrong with them. */
export class Charts {
  readonly problems: string[] = [];
  readonly #read: Reader;
  #count = 0;
  #bars = 0;

  constructor(read: Reader) {
    this.#read = read;
  }

  /** Reads the one chart that a summary has to hold. */
  async take(source: string, markdown: string): Promise<ReadChart | undefined> {
    const problem = (text: string) => this.problems.push(`${source}: ${text}`);
    const [text, ...others] = chartsIn(markdown);
    if (text === undefined || others.length > 0) {
      problem(`has ${others.length + (text === undefined ? 0 : 1)} charts`);
      return undefined;
    }
    this.#count += 1;
    try {
      const chart = await this.#read(text);
      this.#bars += chart.bars.length;
      for (const one of problemsOf(text, chart)) problem(one);
      return chart;
    } catch (error) {
      problem(`mermaid does not read it: ${String(error)}\n${text}`);
      return undefined;
    }
  }

  /** Remembers a problem unless all is well. */
  expect(good: boolean, problem: string): void {
    if (!good) this.problems.push(problem);
  }

  /** Ends the row; without a chart there is nothing that could have been right. */
  report(report: Report, action: string): void {
    if (this.#count === 0) this.problems.push("there is none");
    report.add({
      action,
      ended: String(this.#count),
      state: String(this.#bars),
      ok: this.problems.length === 0,
      problem: this.problems.join("\n"),
    });
  }
}

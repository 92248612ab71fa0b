import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Programs } from "./build.ts";
import { type Counts, median, type Row, rowOf, type Sample, tenths, timesOf } from "./figures.ts";
import { counted, timed } from "./measure.ts";
import type { Subject } from "./subject.ts";

/** How often memory and CPU are counted; the files are the same each time. */
const COUNTED_RUNS = 5;

/** What the runs of one program came to so far. */
class Bench {
  readonly #subject: Subject;
  readonly #programs: Programs;
  readonly #plain: Sample[] = [];
  readonly #cold: Sample[] = [];
  readonly #warm: Sample[] = [];
  readonly #counts: Counts[] = [];
  #files: Pick<Counts, "modules" | "bytes"> = { modules: 0, bytes: 0 };

  constructor(subject: Subject, programs: Programs) {
    this.#subject = subject;
    this.#programs = programs;
  }

  async run({ withCache, isCounted }: { withCache: boolean; isCounted: boolean }): Promise<void> {
    const [subject, programs] = [this.#subject, this.#programs];
    this.#plain.push(await timed(subject, programs));
    if (isCounted) {
      if (this.#counts.length === 0) {
        const { modules, bytes } = await counted(subject, programs, { files: true });
        this.#files = { modules, bytes };
      }
      this.#counts.push(await counted(subject, programs, { files: false }));
    }
    if (!withCache || subject.isCached !== true) return;
    const folder = await mkdtemp(join(tmpdir(), "compile-cache-"));
    try {
      const env = { NODE_COMPILE_CACHE: folder };
      this.#cold.push(await timed(subject, programs, env));
      this.#warm.push(await timed(subject, programs, env));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  row(): Row {
    const used = {
      memoryBytes: median(this.#counts.map(({ memoryBytes }) => memoryBytes)),
      cpuMs: tenths(median(this.#counts.map(({ cpuMs }) => cpuMs))),
    };
    const cache = { cold: timesOf(this.#cold), warm: timesOf(this.#warm) };
    return rowOf(this.#subject, this.#plain, {
      counts: { ...this.#files, ...used },
      ...(this.#cold.length > 0 && { cache }),
    });
  }
}

/** How to run the programs. */
interface Rounds {
  readonly runs: number;
  readonly programs: Programs;
  /** Whether the programs that are worth it also run with V8's compile cache. */
  readonly withCache: boolean;
  /** Done between two rounds; its argument is the number of the round, from 0 on. */
  readonly between?: (round: number) => Promise<void>;
}

/** Runs all programs one after the other, again and again, so that a slow minute slows them all. */
export async function inRounds(
  subjects: readonly Subject[],
  { runs, programs, withCache, between }: Rounds,
): Promise<readonly Row[]> {
  const benches = subjects.map((subject) => new Bench(subject, programs));
  for (let round = 0; round < runs; round++) {
    for (const bench of benches) await bench.run({ withCache, isCounted: round < COUNTED_RUNS });
    await between?.(round);
    process.stderr.write(`\rround ${round + 1} of ${runs}${round + 1 === runs ? "\n" : ""}`);
  }
  return benches.map((bench) => bench.row());
}

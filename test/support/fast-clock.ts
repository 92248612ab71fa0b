import { syncBuiltinESMExports } from "node:module";
import promises from "node:timers/promises";

/** A world whose time is sped up; every process that gets these numbers lives in the same one. */
interface Pace {
  /** When it began, in real milliseconds since 1970. */
  readonly since: number;
  /** 60 makes a minute a second. */
  readonly speed: number;
}

const realNow = Date.now;

/** The time in that world, in milliseconds since 1970. */
export function timeAt({ since, speed }: Pace): number {
  return since + (realNow() - since) * speed;
}

/** The environment of a Node process that lives in that world: it then loads this module first. */
export function fastClockEnv({ since, speed }: Pace): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import ${import.meta.url}`,
    FAST_CLOCK: `${since} ${speed}`,
  };
}

/**
 * Lets clocks and pauses of this process run by it. Limits of single requests (`AbortSignal.timeout`)
 * stay real, or a busy machine would look like a network that is down.
 */
function enter(pace: Pace): void {
  const now = () => timeAt(pace);
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args: [] | [number]) {
      if (args.length === 0) super(now());
      else super(...args);
    }
    static override now = now;
  } as DateConstructor;
  performance.now = () => now() - performance.timeOrigin;

  const pause = promises.setTimeout;
  promises.setTimeout = ((ms = 1, ...rest: unknown[]) =>
    Reflect.apply(pause, promises, [ms / pace.speed, ...rest])) as typeof pause;
  syncBuiltinESMExports();
}

const [since, speed] = (process.env.FAST_CLOCK ?? "").split(" ").map(Number);
if (since !== undefined && speed !== undefined) enter({ since, speed });

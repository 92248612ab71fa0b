import type { Random } from "../../support/random.ts";
import type { Wait } from "./figures.ts";
import { drawBegin, drawBehind } from "./follow.ts";
import type { RecordedEnd } from "./recorded-ends.ts";

/** How another client looks: how far apart, in seconds; undefined where it has no wait at all. */
interface Client {
  readonly operation: number | undefined;
  readonly job: number | undefined;
}

/**
 * Other clients, and the bound of what can be known: one that looks each second, which is the shortest
 * pause, whenever the beats allow an end. az's pauses include its requests (recorded); PowerShell's and
 * the SDK's are those of their code, and the SDK does not wait for jobs. The recorded `Retry-After` is
 * that of 202s, which pollers of `Location` obey.
 */
export const CLIENTS = {
  az: { operation: 5.6, job: 30.5 },
  PowerShell: { operation: 10, job: 10 },
  "the SDK": { operation: 2, job: undefined },
  "Retry-After": { operation: 60, job: undefined },
  bound: { operation: 1, job: 1 },
} as const satisfies Readonly<Record<string, Client>>;

/** The name of another client. */
export type ClientName = keyof typeof CLIENTS;

/** A wait that looks at once and then every so many seconds; undefined where the client has none. */
export function waitOf(name: ClientName, end: RecordedEnd, random: Random): Wait | undefined {
  const { operation, job }: Client = CLIENTS[name];
  const every = end.operation ? operation : job;
  if (every === undefined) return undefined;
  const begins = drawBegin(end, random) + (name === "bound" ? random() : 0);
  const behind = drawBehind(end, random);
  const pauses = Math.max(0, Math.ceil((end.length + behind - begins) / every));
  return { end, looks: pauses + 1, seen: begins + pauses * every };
}

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { aroundTheTruth } from "./points.ts";
import { jobIdOf, lastWord, phaseOf } from "./recording.ts";
import { isEnd } from "./series.ts";
import { cutSession } from "./session.ts";
import { type Reading, readSlice, type Slice } from "./slice.ts";
import { type RecordedStep, readStep } from "./step.ts";

/** A collection of single errors that lies beside the recordings; it is no slice. */
const NOT_SLICES = ["errors.json"];

/** What a file holds, or a part of a session. */
export type Found =
  | Exclude<Reading, { kind: "session" }>
  | { readonly kind: "step"; readonly step: RecordedStep };

/** Reads every recording under the folders, in order of name, and cuts sessions into their parts. */
export function findSlices(folders: readonly string[]): readonly Found[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".json") && !NOT_SLICES.includes(basename(file)))
      .map((file) => join(folder, file)),
  );
  const contents = files
    .sort()
    .map((file) => ({ name: basename(file, ".json"), text: readFileSync(file, "utf8") }));
  const readings = contents.flatMap(({ name, text }): (Reading | Found)[] => {
    const [slice, step] = [readSlice(name, text), readStep(name, text)];
    if (step === undefined) return [slice];
    return [...(slice.kind === "slice" ? [slice] : []), { kind: "step", step }];
  });
  const slices = readings.flatMap((reading) => (reading.kind === "slice" ? [reading.slice] : []));
  return readings.flatMap((reading): readonly Found[] => {
    if (reading.kind === "session") return cutSession(reading.name, reading.exchanges);
    if (reading.kind !== "slice") return [reading];
    const { operation } = reading.slice;
    const played = operation === "points" ? [] : [continued(reading.slice, slices)];
    return [...played, ...aroundTheTruth(reading.slice)].map((slice) => ({ kind: "slice", slice }));
  });
}

/**
 * A backup whose job another slice waits for, with that wait at its end: the recorded client started
 * the job with one command and waited for it with the next.
 */
export function continued(slice: Slice, others: readonly Slice[]): Slice {
  if (slice.operation !== "backup" || isEnd(lastWord(slice, "job"))) return slice;
  const wait = others.find(
    (other) => other.operation === "jobwait" && jobIdOf(other) === jobIdOf(slice),
  );
  if (!wait) return slice;
  const kept = slice.exchanges.filter(({ phase }) => phase !== "verify");
  const verify = phaseOf(slice, "verify");
  return { ...slice, exchanges: [...kept, ...wait.exchanges, ...verify] };
}

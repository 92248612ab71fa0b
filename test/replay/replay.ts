import { existsSync, statSync } from "node:fs";
import { ALTERATIONS, alter } from "./alter.ts";
import { type Found, findSlices } from "./find-slices.ts";
import { type Played, play, type Run } from "./play.ts";
import { playStep } from "./play-step.ts";
import type { Slice } from "./slice.ts";
import { type Left, playedTable, totals } from "./table.ts";
import { playable } from "./ways.ts";

/** What to replay, against what, and where to print. */
interface ReplayOptions {
  readonly folders: readonly string[];
  readonly run: Run;
  /** Plays each slice once per alteration instead of as it was recorded. */
  readonly altered: boolean;
  readonly print: (line: string) => void;
}

/**
 * Replays every slice under the folders and prints what came of it.
 *
 * @returns the exit code: 1 if a slice mismatches, 2 if there is nothing to replay or a file is no
 * recording, else 0.
 */
export async function replay({ folders, run, altered, print }: ReplayOptions): Promise<number> {
  const missing = folders.filter(
    (folder) => !existsSync(folder) || !statSync(folder).isDirectory(),
  );
  for (const folder of missing) print(`'${folder}' is no folder.`);
  const readings = findSlices(folders.filter((folder) => !missing.includes(folder)));
  const slices = readings.flatMap((reading) => (reading.kind === "slice" ? [reading.slice] : []));
  const chosen = slices.filter(isPlayable);

  const played: Played[] = [];
  for (const slice of altered ? chosen.flatMap(alterations) : chosen) {
    played.push(await play(slice, run));
  }
  const steps = readings.flatMap((reading) => (reading.kind === "step" ? [reading.step] : []));
  for (const step of altered ? [] : steps) played.push(await playStep(step, run));
  const left = readings.flatMap(leftOut);
  const table = played.length > 0 ? [...playedTable(played), ""] : [];
  for (const line of [...table, ...totals(played, left), ""]) print(line);

  const strangers = readings.filter((reading) => reading.kind === "not-a-slice");
  for (const { name, why } of strangers) print(`'${name}.json' is no recording: ${why}.`);
  const isEmpty = slices.length + steps.length === 0;
  if (isEmpty) print("No slice was found.");
  const failed = played.filter((one) => !one.matched || (altered && one.ours.gate !== "closed"));
  print(`${played.length - failed.length} passed, ${failed.length} failed, ${left.length} skipped`);
  if (failed.length > 0) return 1;
  return isEmpty || strangers.length > 0 || missing.length > 0 ? 2 : 0;
}

function isPlayable({ workload, operation }: Slice): boolean {
  return playable[workload].includes(operation);
}

function alterations(slice: Slice): readonly Slice[] {
  return ALTERATIONS.flatMap((how) => {
    const altered = alter(slice, how);
    return altered ? [{ ...altered, name: `${slice.name} [${how}]` }] : [];
  });
}

function leftOut(reading: Found): readonly Left[] {
  switch (reading.kind) {
    case "slice": {
      const { workload, operation } = reading.slice;
      if (isPlayable(reading.slice)) return [];
      return [{ group: `${workload} ${operation}`, why: "not played yet" }];
    }
    case "skipped":
      return [{ group: reading.group, why: reading.why }];
    case "not-a-slice":
    case "step":
      return [];
  }
}

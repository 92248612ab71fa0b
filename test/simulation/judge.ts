import { PROPERTIES } from "./oracle/properties.ts";
import type { Property } from "./oracle/property.ts";
import { play } from "./play.ts";
import type { RunRecord } from "./record.ts";
import type { Scene } from "./scene.ts";

/** One property that a run breaks. */
export interface Breach {
  readonly property: string;
  readonly what: string;
}

/** What all properties say of one run. */
export interface Judgement {
  readonly record: RunRecord;
  readonly atStake: readonly string[];
  readonly breaches: readonly Breach[];
}

/** Plays a scene and judges the run by every property. */
export async function judgeScene(
  scene: Scene,
  properties: readonly Property[] = PROPERTIES,
): Promise<Judgement> {
  const record = await play(scene);
  const atStake: string[] = [];
  const breaches: Breach[] = [];
  for (const property of properties) {
    const finding = property.judge(record);
    if (finding.atStake) atStake.push(property.name);
    if (finding.breach !== undefined)
      breaches.push({ property: property.name, what: finding.breach });
  }
  return { record, atStake, breaches };
}

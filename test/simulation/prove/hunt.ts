import { MENDS } from "./mends.ts";
import { loadWithout } from "./without.ts";

/** A seed that breaks something without the rule; a line of the output each. */
export interface Quarry {
  readonly seed: number;
  readonly properties: readonly string[];
}

// A process of its own: modules are loaded once, and these are loaded without their rule.
const [name = "", first = "", last = ""] = process.argv.slice(2);
const mend = MENDS.find((one) => one.name === name);
if (mend === undefined) throw new Error(`There is no mend '${name}'.`);
const loaded = loadWithout(mend.edits);
const { drawScene } = await import("../draw.ts");
const { judgeScene } = await import("../judge.ts");

for (let seed = Number(first); seed <= Number(last); seed++) {
  const { breaches } = await judgeScene(drawScene(seed));
  const quarry: Quarry = { seed, properties: breaches.map(({ property }) => property) };
  if (breaches.length > 0) console.log(JSON.stringify(quarry));
}
const files = new Set(mend.edits.map(({ file }) => file));
if (loaded.size < files.size) throw new Error(`'${name}' edits a file that nobody loads.`);

import type { Scenario } from "../../support/scenario.ts";

/** A policy like `model`, with these changes to the properties as they are on the wire. */
export function addPolicy(
  { azure }: Scenario,
  name: string,
  model: string,
  change: (text: string) => string,
) {
  const found = azure.vault().policies.find((one) => one.name === model);
  if (found === undefined) throw new Error(`The vault has no policy '${model}'.`);
  azure.addPolicy({
    ...found,
    name,
    properties: JSON.parse(change(JSON.stringify(found.properties))),
  });
}

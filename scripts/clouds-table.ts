import { CLOUDS } from "../src/azure/identity/clouds.ts";
import { code, table } from "./markdown.ts";

/** The clouds and their hosts. */
export function cloudsTable(): string {
  const rows = Object.entries(CLOUDS).map(([name, { resourceManager, authority, audience }]) =>
    [name, new URL(resourceManager).host, new URL(authority).host, audience].map(code),
  );
  return table(["`environment`", "Azure Resource Manager", "Signs in at", "Audience"], rows);
}

import type { InputName } from "../../manifest/input-table.ts";
import { READS_AS_EMPTY, USE_EXPRESSION } from "../../text.ts";
import { inOwnWords, type Wording } from "../wording.ts";
import { camelCase } from "./names.ts";

/** What to do about a variable that is still there as `$(name)`. */
export const DEFINE_VARIABLE =
  "Azure Pipelines leaves a variable that is not defined as it is written. Define it, in a variable group that the pipeline uses or as the output of an earlier step, and check its spelling.";

/** What a service connection holds, where other hosts have an input. */
const OF_CONNECTION: Partial<Record<InputName, string>> = {
  "client-id": "the application id of the service connection",
  "tenant-id": "the tenant id of the service connection",
  "client-secret": "the secret of the service connection",
  audience: "the audience of its federated credential",
};

const WORDING: Wording = {
  input: (name, value) =>
    OF_CONNECTION[name] ?? `'${camelCase(name)}${value === "" ? "" : `: ${value}`}'`,
  output: (name) => `'${camelCase(name)}'`,
  instead: [
    [USE_EXPRESSION, DEFINE_VARIABLE],
    [
      READS_AS_EMPTY,
      "A parameter without a value reads as empty, and so does an output of a stage or job that did not run.",
    ],
    ["'with:'", "'inputs:'"],
    ["`report-path`", "`reportPath`"],
  ],
};

/** Our own text in the words of Azure Pipelines, where names are written as `dryRun` is. */
export function spell(text: string): string {
  return inOwnWords(text, WORDING);
}

import { join } from "node:path";
import type { WorkflowCase } from "./case.ts";
import { ACTION, ROOT } from "./stage.ts";

/** What only GitHub's runners have or need: another system, a checkout, Node and the packages. */
function here(text: string): string {
  return text
    .replace(/(?<=os: \[ubuntu-latest).*(?=\])/, "")
    .replace(/ {6}- uses: actions\/setup-node@(?:.*\n {8}.*)*\n/, "")
    .replace("      - run: npm ci\n", "")
    .replaceAll("uses: ./\n", `uses: ${ACTION}\n`)
    .replaceAll("node test/", `node ${join(ROOT, "test")}/`);
}

/** The workflow of this repository that runs the action. */
export const OWN_CASES: readonly WorkflowCase[] = [
  {
    file: ".github/workflows/action.yml",
    expected: "two open gates and a closed one, and nothing else is green",
    edit: here,
    exitCode: 0,
    steps: {
      "gate/Start an emulated Azure": "success",
      "gate/Verify a backup": "success",
      "gate/Back up": "success",
      "gate/Ask for an item that is not there": "failure",
      "gate/Judge": "success",
      "gate/End the emulated Azure": "success",
    },
  },
  {
    file: ".github/workflows/action.yml",
    expected: "a gate that is open by mistake is red",
    edit: (text) => here(text).replace("no-such-database", "payroll"),
    exitCode: 1,
    steps: {
      "gate/Start an emulated Azure": "success",
      "gate/Verify a backup": "success",
      "gate/Back up": "success",
      "gate/Ask for an item that is not there": "success",
      "gate/Judge": "failure",
      "gate/End the emulated Azure": "success",
    },
  },
];

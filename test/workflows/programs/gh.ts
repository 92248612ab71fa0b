import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Issue } from "./programs.ts";

// Stands in for GitHub's `gh`: knows what the examples ask of it, word for word, and refuses the rest.

const [state = "", ...args] = process.argv.slice(2);
const issues: Issue[] = existsSync(state) ? JSON.parse(readFileSync(state, "utf8")) : [];
const labels = new Set(issues.flatMap((issue) => issue.labels));

const TEXT = { type: "string" } as const;
const COMMANDS: Readonly<Record<string, () => void>> = {
  "label create": () => {
    const { positionals } = read({ force: { type: "boolean" }, description: TEXT });
    labels.add(positionals[0] ?? "");
    writeFileSync(`${state}.labels`, [...labels].join("\n"));
  },
  "issue list": () => {
    const { values } = read({ label: TEXT, state: TEXT, limit: TEXT, json: TEXT, jq: TEXT });
    const { label = "", limit, ...rest } = values;
    same(rest, { state: "open", json: "number", jq: ".[].number" });
    const found = issues.filter((one) => one.isOpen && one.labels.includes(label));
    for (const { number } of found.toReversed().slice(0, Number(limit))) console.log(number);
  },
  "issue create": () => {
    const { values } = read({ title: TEXT, label: TEXT, "body-file": TEXT });
    const { title = "", label = "", "body-file": file = "" } = values;
    const known = existsSync(`${state}.labels`) ? readFileSync(`${state}.labels`, "utf8") : "";
    if (!known.split("\n").includes(label)) throw new Error(`could not add label: '${label}'`);
    const number = issues.length + 1;
    issues.push({ number, title, labels: [label], isOpen: true, texts: [bodyIn(file)] });
  },
  "issue comment": () => {
    const { values, positionals } = read({ "body-file": TEXT });
    issueOf(positionals[0]).texts.push(bodyIn(values["body-file"] ?? ""));
  },
  "issue close": () => {
    const { values, positionals } = read({ comment: TEXT });
    const issue = issueOf(positionals[0]);
    issue.isOpen = false;
    issue.texts.push(values.comment ?? "");
  },
};

if (!process.env.GH_TOKEN || !process.env.GH_REPO) throw new Error("gh needs a token and a repo");
const command = COMMANDS[args.slice(0, 2).join(" ")];
if (command === undefined) throw new Error(`unknown command: gh ${args.join(" ")}`);
command();
writeFileSync(state, JSON.stringify(issues));

function read<T extends Readonly<Record<string, { readonly type: "string" | "boolean" }>>>(
  options: T,
) {
  return parseArgs({ args: args.slice(2), options, allowPositionals: true });
}

function issueOf(number: string | undefined): Issue {
  const found = issues.find((issue) => String(issue.number) === number);
  if (found === undefined) throw new Error(`Could not resolve to an issue: '${number}'`);
  return found;
}

/** GitHub takes a body of 65,536 characters. */
function bodyIn(file: string): string {
  const text = readFileSync(file, "utf8");
  if (text === "" || text.length > 65_536) throw new Error("Body is empty or too long");
  return text;
}

function same(given: unknown, due: unknown): void {
  const [one, other] = [JSON.stringify(given), JSON.stringify(due)];
  if (one !== other) throw new Error(`gh does not know ${one}`);
}

import type { Block } from "./blocks.ts";

/** The pages whose blocks are calls of the terminal's command; a test runs each on the emulator. */
export const COMMAND_PAGES: readonly string[] = [
  "docs/adopt.md",
  "docs/coming-from-az-backup.md",
  "docs/jenkins.md",
  "docs/terminal.md",
];

/** Programs that talk to Azure or GitHub, or publish: where a block calls one, it cannot run here. */
const OUTSIDE = /(?:^|[|&;(]|\$\()\s*(az|gh|npx tfx-cli\S*|npm publish|curl https:\S+)\s/m;

/** What a page says in place of a reader's own names, and what the emulator calls them. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  "--vault VAULT": "--vault SQLServer2012",
  "--resource-group GROUP": "--resource-group SQLServerSelfHost",
  "--item ITEM": "--item sqlserver-1/payroll",
};

/** Whether a block is a script for bash or any other shell. */
function isShell({ language }: Block): boolean {
  return language === "bash" || language === "sh";
}

/** Whether a block calls the terminal's command on a page whose every call a test runs. */
export function callsCommand(block: Block): boolean {
  const isOnPage = isShell(block) && COMMAND_PAGES.includes(block.page);
  return isOnPage && !runsInClone(block) && !OUTSIDE.test(block.text);
}

/** Whether a block is for a clone of this repository, on the emulator: a run of all of them tries it. */
export function runsInClone(block: Block): boolean {
  if (!isShell(block)) return false;
  const isForClone = /^(npm (ci|start|run)|git grep)\b/.test(block.text);
  // A session of the Azure CLI is stood in for; nothing else that talks to Azure is.
  return isForClone && !OUTSIDE.test(block.text.replace(/^az login$/m, ""));
}

/** Whether a block has to reach Azure, GitHub or a publisher, so that it can only be parsed here. */
export function needsTheWorld(block: Block): boolean {
  return isShell(block) && !callsCommand(block) && !runsInClone(block) && OUTSIDE.test(block.text);
}

/** A block with the emulator's names in place of a reader's; what it says of red calls has to hold. */
export function filledIn({ text }: Block): string {
  const script = Object.entries(PLACEHOLDERS).reduce(
    (filled, [placeholder, name]) => filled.replaceAll(placeholder, name),
    text,
  );
  return script.replaceAll(/^(.+?) +# red: ([\w-]+)$/gm, (_, call, reason) =>
    mustBeRed(call, reason),
  );
}

/** Succeeds where the call fails and gives that reason. */
function mustBeRed(call: string, reason: string): string {
  return `output=$(${call}) && code=0 || code=$?
if [ "$code" != 1 ] || ! grep -q ' reason: ${reason}$' <<<"$output"; then
  printf '%s\\n' "$output" "Exit code $code, not 1 with the reason '${reason}'."
  exit 1
fi`;
}

import type { Source } from "../sources.ts";

/** Words that belong to one host. */
const HOST_WORDS =
  /github|workflow|runner|markdown|::|azure pipelines|gitlab|jenkins|##vso|\b(?:GITHUB|INPUT|ACTIONS|AGENT|ENDPOINT)_/gi;

/** The front doors: only they know whose host the action runs on. */
const HOSTS = "src/hosts/";

/** The tables of inputs and outputs, which every host's documents are made from: rows name their hosts, and describe what is theirs. */
const MANIFEST = "src/manifest/";

/** The lines outside the hosts that name a host. Names that users write (`contract`) may stand anywhere. */
export function hostWords({ file, text }: Source, contract: readonly string[]): readonly string[] {
  if (file.startsWith(HOSTS) || file.startsWith(MANIFEST)) return [];
  const names = new RegExp(`(?<![\\w-])(?:${contract.join("|")})(?![\\w-])`, "g");
  return text.split("\n").flatMap((line, index) => {
    const words = new Set(line.replace(names, "").match(HOST_WORDS) ?? []);
    if (words.size === 0) return [];
    return [`${file}:${index + 1} says ${[...words].join(", ")}: ${line.trim()}`];
  });
}

/**
 * The names that users write and read: inputs and outputs, values that `action.yml` names, reasons.
 * Only those of two words, so that no name excuses a word of the language.
 */
export function contractNames(actionYml: string, reasons: readonly string[]): readonly string[] {
  const spans = [...actionYml.matchAll(/`([^`\s]+)`/g)].map(([, span = ""]) => span);
  const keys = [...actionYml.matchAll(/^ {2}([\w-]+):$/gm)].map(([, key = ""]) => key);
  const names = [...keys, ...spans, ...reasons].filter((name) => /^[a-z]+(-[a-z]+)+$/.test(name));
  return [...new Set(names)];
}

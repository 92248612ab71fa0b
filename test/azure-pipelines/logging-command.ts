/** One command, as the agent of Azure Pipelines reads it from a line. */
export interface LoggingCommand {
  /** Such as `task.setvariable`. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const PREFIX = "##vso[";

/** Characters that a comparison by the rules of a language does not see. */
const IGNORED = /[\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The first command in a line, wherever it begins; undefined if there is none. What the agent compares
 * by the rules of a language, such as a soft hyphen in the prefix, is overlooked here too.
 */
export function commandIn(line: string): LoggingCommand | undefined {
  const seen = line.includes(PREFIX) ? line : line.replace(IGNORED, "");
  const from = seen.indexOf(PREFIX);
  const end = seen.indexOf("]", from);
  if (from < 0 || end < 0) return undefined;
  const info = seen.slice(from + PREFIX.length, end);
  const [name = "", ...rest] = info.split(" ");
  if (name.split(".").filter(Boolean).length !== 2) return undefined;
  const properties = rest
    .join(" ")
    .split(";")
    .flatMap((pair) => {
      const [key = "", ...value] = pair.split("=");
      return key === "" || value.length === 0 ? [] : [[key, unescaped(value.join("="))]];
    });
  return { name, properties: Object.fromEntries(properties), data: unescaped(seen.slice(end + 1)) };
}

/** What the agent puts back, in properties and data alike; percent signs at last. */
const WRITTEN: readonly (readonly [string, string])[] = [
  ["%3B", ";"],
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%5D", "]"],
  ["%AZP25", "%"],
];

function unescaped(text: string): string {
  return WRITTEN.reduce((all, [written, meant]) => all.replaceAll(written, meant), text);
}

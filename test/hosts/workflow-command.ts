/** A command as GitHub's runner reads it from a line. */
interface WorkflowCommand {
  readonly name: string;
  readonly data: string;
}

/** The commands of the runner's old form, which may stand anywhere in a line. */
const OLD = /##\[([a-z-]+)[^\]]*\](.*)$/i;

/**
 * The command in a line of a step's output; undefined if the runner only prints it. One of the present
 * form begins the line, spaces aside.
 */
export function workflowCommandIn(line: string): WorkflowCommand | undefined {
  const [, name, data = ""] =
    /^\s*::([^\s:]+)(?: [^\n]*?)?::(.*)$/s.exec(line) ?? OLD.exec(line) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), data: unescaped(data) };
}

/** What the runner puts back; percent signs at last. */
function unescaped(data: string): string {
  return data.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

/** A command as the runner's toolkit writes it. */
export function written({ name, data }: WorkflowCommand, title = ""): string {
  const property = escaped(title).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::${name}${title === "" ? "" : ` title=${property}`}::${escaped(data)}`;
}

function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

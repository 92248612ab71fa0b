/** Text from Azure and from users is untrusted. A host makes it safe where it prints or renders it. */

/**
 * For a character class: the C0 and C1 controls, and what browsers and terminals treat as line ends
 * or direction marks.
 */
export const CONTROL_CHARACTERS = String.raw`\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069`;

const CONTROLS = new RegExp(`[${CONTROL_CHARACTERS}]+`, "gu");

/** Text without line ends and other control characters, which no name or id in Azure needs. */
export function oneLine(text: string): string {
  return text.replace(CONTROLS, " ");
}

/** What a search for a command may overlook, because it compares as a language does. */
const UNSEEN = String.raw`[\p{Default_Ignorable_Code_Point}\p{Mn}]*`;

/**
 * For a regular expression with the flags `iu`: the bracket after two hashes, perhaps with a word,
 * without which some hosts read no command.
 */
export const COMMAND_BRACKET = String.raw`(?<=#${UNSEEN}#${UNSEEN}(?:[a-z]${UNSEEN})*)\[`;

/**
 * For a regular expression with the flags `iu`: the character without which a text is no command.
 * Some hosts read two colons as the start of one, others two hashes, perhaps with a word, and a
 * bracket.
 */
export const COMMAND_CHARACTER = `${COMMAND_BRACKET}|(?<=:):`;

const COMMAND = new RegExp(COMMAND_CHARACTER, "iu");

/** Whether a host can print a text unchanged, so that a reader can copy it from there. */
export function isPlain(text: string): boolean {
  return oneLine(text) === text && !COMMAND.test(text);
}

/** Longer messages of the service say no more, and hosts limit the length (E145, E146). */
const LONGEST_TEXT = 4_000;

/** Text from the service, cut off before it crowds out everything else. */
export function clip(text: string, most = LONGEST_TEXT): string {
  if (text.length <= most) return text;
  // A surrogate without its other half is unreadable.
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…`;
}

/**
 * Joins sentences into one text, without empty ones. A repeated sentence appears once, in its last
 * place.
 */
export function joinSentences(...parts: readonly string[]): string {
  const sentences = parts.flatMap((part) => part.trim().split(/(?<=[.!?]) +(?=\p{Lu})/u));
  const said = sentences.filter((sentence) => sentence !== "");
  return [...new Set(said.toReversed())].toReversed().join(" ");
}

/** A duration in words, such as `2 min 5 s`, from milliseconds. Anything below two days is in hours. */
export function duration(ms: number): string {
  return inUnits(ms).join(" ");
}

/** A duration in its two largest units, such as `3 d 2 h`, from milliseconds; an age needs no seconds. */
export function roughDuration(ms: number): string {
  return inUnits(ms).slice(0, 2).join(" ");
}

function inUnits(ms: number): readonly string[] {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const days = seconds < 172_800 ? 0 : Math.floor(seconds / 86_400);
  const parts = [
    [days, "d"],
    [Math.floor(seconds / 3_600) - days * 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return shown.length > 0 ? shown : ["0 s"];
}

const VARIABLE =
  /^(\$(env:)?[A-Za-z_]\w*|\$\{(env:)?[A-Za-z_]\w*\}|\$[([][^)\]]*[)\]]|%[A-Za-z_]\w*%|\$?\{\{.*\}\})$/s;

/** Whether a text is an unexpanded variable of a shell, PowerShell, a pipeline or a template. */
export function isVariable(text: string): boolean {
  return VARIABLE.test(text);
}

/** What to write instead of such a variable. */
export const USE_EXPRESSION = `Write it as an expression, such as '\${{ vars.NAME }}' or '\${{ env.NAME }}'.`;

/** Why a value can be empty although the step sets it. */
export const READS_AS_EMPTY =
  "A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.";

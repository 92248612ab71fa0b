import { type ListedChunk, type ListedItem, stateInWords } from "../../operations/list-items.ts";
import { REASONS } from "../../reasons.ts";
import type { AccountFacts, Facts } from "../../report/outputs.ts";
import type { StepReport } from "../../report/step-report.ts";
import type { Known, Verdict } from "../../sequence/known.ts";
import { labelOfNotes } from "../step-facts.ts";
import { inertLine } from "./inert.ts";
import type { Style, Terminal } from "./terminal.ts";

/** What the text is made from. */
interface Told {
  readonly step: Pick<StepReport, "verdict" | "ignored" | "onlyReads">;
  readonly accounts: readonly AccountFacts[];
  readonly facts: Facts;
  /** What the verdict is about; "" if it is about several items or none. */
  readonly subject: string;
  readonly reportPath: string;
}

/** Colours a text, or leaves it as it is. */
type Paint = (style: Style, text: string) => string;

/** The verdict for a reader, then the facts, or of several items a line for each. */
export function verdictText(told: Told, paint: Paint): string {
  const { step, accounts, facts } = told;
  const [first] = accounts;
  const single = accounts.length === 1 ? first : undefined;
  return [
    ...verdictLines(step.verdict, told.subject, paint),
    ...(single === undefined
      ? itemLines(accounts, { step, paint })
      : noteLines(single.known, labelOfNotes(facts, step))),
    ...(single?.known.items ?? []).map(listedLine),
    ...step.ignored.map((one) => `not judged: ${one.path} (${stateInWords(one)})`),
    "",
    ...factLines(told),
    "",
  ]
    .map((line) => line.trimEnd())
    .join("\n");
}

/**
 * What a dry run found, for somebody who is asked whether to go on: no verdict, since nobody has asked
 * for a dry run. Of one item the log has just said the rest.
 */
export function lookText(
  { step, accounts }: Pick<Told, "step" | "accounts">,
  paint: Paint,
): readonly string[] {
  const [toDo, others] = [true, false].map((isToDo) =>
    accounts.filter(({ verdict }) => (verdict.reason === "dry-run") === isToDo),
  ) as [AccountFacts[], AccountFacts[]];
  return [
    paint(COLOURS.asked, wouldDo(step.verdict)),
    ...(accounts.length === 1 ? [] : itemLines(others, { step, paint })),
    ...(accounts.length === 1 ? [] : toDo.flatMap(lookLines)),
  ];
}

function lookLines({ facts, known, verdict }: AccountFacts): readonly string[] {
  const name = inertLine(known.path ?? facts["item-name"]);
  return [`${name}: ${wouldDo(verdict)}`, ...noteLines(known, "").map((note) => `       ${note}`)];
}

/** The message of a dry run, without what the question says after it. */
function wouldDo({ message }: Verdict): string {
  return inertLine(message).replace(/ Nothing was sent\.$/, "");
}

const COLOURS = { open: "green", closed: "red", asked: "yellow" } as const;

function verdictLines(verdict: Verdict, subject: string, paint: Paint): readonly string[] {
  const { reason, message, hint, remark } = verdict;
  const { gate, red } = REASONS[reason];
  const about = subject === "" ? "" : ` for '${inertLine(subject)}'`;
  const colour = COLOURS[gate === "open" ? "open" : red ? "closed" : "asked"];
  return [
    paint(colour, `Gate ${gate}${about}: ${reason}.`),
    inertLine(message),
    ...(remark === undefined ? [] : [`Note: ${inertLine(remark)}`]),
    ...(hint === "" ? [] : [`${paint("bold", "What to do:")} ${inertLine(hint)}`]),
  ];
}

/** What a write would do or has done, and the request that a dry run did not send. */
function noteLines({ notes = [], request }: Known, label: string): readonly string[] {
  const unsent =
    request === undefined
      ? []
      : [
          `Not sent: ${request.method} ${request.path}`,
          ...(request.body === "" ? [] : [`  ${request.body}`]),
          ...(request.unlock === ""
            ? []
            : [`Before it, the item is unlocked by ${request.unlock}`]),
        ];
  return [...notes.map((note) => `${label}${note}`), ...unsent].map(inertLine);
}

/** The failures first; each with its own advice where it is not the step's. */
function itemLines(
  accounts: readonly AccountFacts[],
  { step, paint }: Pick<Told, "step"> & { readonly paint: Paint },
): readonly string[] {
  const sorted = accounts.toSorted(
    (one, other) => Number(one.facts.gate === "open") - Number(other.facts.gate === "open"),
  );
  return [
    "",
    ...sorted.flatMap(({ facts, known, verdict }) => {
      const { reason, message, hint } = verdict;
      const name = inertLine(known.path ?? facts["item-name"]);
      const colour =
        COLOURS[facts.gate === "open" ? "open" : REASONS[reason].red ? "closed" : "asked"];
      const line = `${paint(colour, facts.gate)} ${name}: ${reason}`;
      if (facts.gate === "open" || reason === "not-started") return [line];
      return [
        `${line}. ${inertLine(message)}`,
        ...(hint === "" ? [] : [`       What to do: ${inertLine(hint)}`]),
        ...noteLines(known, labelOfNotes(facts, step)).map((note) => `       ${note}`),
      ];
    }),
  ];
}

function listedLine(entry: ListedItem | ListedChunk): string {
  const parts =
    "names" in entry
      ? [`leg ${entry.leg} of ${entry.legs}`, entry.names.join(", ")]
      : [entry.path, entry.workload, stateInWords(entry)];
  return inertLine(parts.join("  "));
}

/** Facts that the lines above already say. */
const SAID: readonly string[] = ["gate", "reason", "next-step", "error-message"];

function factLines({ facts, reportPath }: Told): readonly string[] {
  const all = { ...facts, "report-path": reportPath };
  const known = Object.entries(all).filter(([name, value]) => value !== "" && !SAID.includes(name));
  const width = Math.max(0, ...known.map(([name]) => name.length));
  return known.flatMap(([name, value]) =>
    value
      .split("\n")
      .map((line, index) => `${(index === 0 ? name : "").padEnd(width)}  ${inertLine(line)}`),
  );
}

/** How a stream of the terminal paints. */
export function painter({ paint }: Pick<Terminal, "paint">, stream: "stdout" | "stderr"): Paint {
  return (style, text) => paint(style, text, stream);
}

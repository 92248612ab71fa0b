import type { Host } from "../../host.ts";
import { toJson } from "../../json.ts";
import { REASONS, type Reason } from "../../reasons.ts";
import { type Facts, type Judged, toFacts, toItems, toSharedFacts } from "../../report/outputs.ts";
import { fitReport, toReport } from "../../report/report-json.ts";
import type { Known, Verdict } from "../../sequence/known.ts";
import { clip, inert } from "../../text.ts";
import { announce } from "./annotations.ts";
import { type SummaryContext, summarize, summarizeSeveral } from "./summary.ts";

/** Everything there is to report at the end of a step. */
export interface Closing {
  readonly verdict: Verdict;
  readonly known: Known;
  /** Each item's own end, where there are several. */
  readonly several: readonly { readonly known: Known; readonly verdict: Verdict }[] | undefined;
  readonly jobUrl: string;
  /** Undefined to write no summary. */
  readonly summary: SummaryContext | undefined;
  /** Posts the verdict elsewhere; called once outputs and summary are out, which must not wait for it. */
  readonly post: (reason: Reason) => Promise<void>;
}

/** GitHub takes 1 MiB of all outputs together, and the report needs most of it; the file has all. */
const MOST_CHARACTERS = 1_000;
const MOST_OF_TEXT = 4_000;
/** Sentences, those of the service among them. */
const TEXTS: readonly string[] = ["next-step", "error-message", "recommendations"];

/**
 * Sets every output, writes the report and the summary, prints the verdict last, and lets the step
 * pass only after all that. `gate` is the last output, so a step that dies while writing has none.
 *
 * @returns the verdict that was published: another one where the outputs could not be written.
 */
export async function publish(closing: Closing, host: Host): Promise<Verdict> {
  const { known, jobUrl } = closing;
  const several = closing.several?.map((item): Judged => {
    return { ...item, facts: toFacts(item.known, item.verdict, jobUrl) };
  });
  const factsOf = (verdict: Verdict): Facts =>
    several === undefined
      ? toFacts(known, verdict, jobUrl)
      : toSharedFacts(verdict, several, jobUrl);
  const { gate, ...others } = factsOf(closing.verdict);
  const { ignored = [] } = known;
  const report = toReport(several ?? [{ known, facts: { gate, ...others } }], ignored);

  let reportPath = "";
  await attempt(host, "write the report", async () => {
    reportPath = await host.writeReport(toJson(report));
  });
  const unwritten = await attempt(host, "set the outputs", async () => {
    for (const [name, value] of Object.entries(others))
      host.output(name, clip(value, TEXTS.includes(name) ? MOST_OF_TEXT : MOST_CHARACTERS));
    host.output("items", toItems(known));
    host.output("report", fitReport(report));
    host.output("report-path", reportPath);
    host.output("gate", gate);
  });
  const verdict =
    unwritten === undefined ? closing.verdict : withoutOutputs(closing.verdict, unwritten);
  const facts = factsOf(verdict);

  const { summary: context } = closing;
  if (context !== undefined) {
    await attempt(host, "write the summary", () =>
      host.summary(
        several === undefined
          ? summarize({ verdict, facts, known }, context)
          : summarizeSeveral({ verdict, items: several, ignored }, context),
      ),
    );
  }
  await attempt(host, "post the verdict", () => closing.post(verdict.reason));
  const items = several?.map(({ known: own, facts: { "item-name": name }, verdict: each }) => ({
    subject: own.path ?? name,
    verdict: each,
  }));
  const overruled = verdict !== closing.verdict;
  announce({ subject: facts["item-name"], verdict }, overruled ? undefined : items, host);
  if (!REASONS[verdict.reason].red) host.pass();
  return verdict;
}

/** A verdict that no later step can read opens nothing; one that is red already says more as it is. */
function withoutOutputs(verdict: Verdict, why: string): Verdict {
  if (REASONS[verdict.reason].red) return verdict;
  return {
    reason: "defect",
    message: `The outputs could not be written (${why}), so no later step can read the verdict, which was '${verdict.reason}': ${verdict.message}`,
    hint: "Check the runner: whether its disk is full, and whether the file that GITHUB_OUTPUT names is there. Then run the step again.",
  };
}

/**
 * Does something whose failure must not hide the verdict.
 *
 * @returns why it failed; undefined where it did not.
 */
async function attempt(
  host: Host,
  what: string,
  work: () => Promise<void>,
): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    host.log(inert(`Could not ${what}: ${why}`));
    return why;
  }
}

import type { Host } from "../host.ts";
import { toJson } from "../json.ts";
import { REASONS } from "../reasons.ts";
import type { Known, Verdict } from "../sequence/known.ts";
import { clip, inert } from "../text.ts";
import { announce } from "./announce.ts";
import { type Judged, toFacts, toItems, toSharedFacts } from "./outputs.ts";
import { fitReport, toReport } from "./report-json.ts";
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
  readonly post: () => Promise<void>;
}

/** GitHub takes 1 MiB of all outputs together, and the report needs most of it; the file has all. */
const MOST_CHARACTERS = 1_000;
const MOST_OF_TEXT = 4_000;
/** What the service says in sentences. */
const TEXTS: readonly string[] = ["error-message", "recommendations"];

/** Sets every output, writes the report and the summary, and prints the verdict last. */
export async function publish(closing: Closing, host: Host): Promise<void> {
  const { verdict, known, jobUrl } = closing;
  const several = closing.several?.map((item): Judged => {
    return { ...item, facts: toFacts(item.known, item.verdict, jobUrl) };
  });
  const facts =
    several === undefined
      ? toFacts(known, verdict, jobUrl)
      : toSharedFacts(verdict, several, jobUrl);
  const report = toReport(several ?? [{ known, facts }]);

  // The verdict comes first: whatever fails from here on must not leave the step green.
  if (REASONS[verdict.reason].red) host.fail();
  await attempt(host, "set the outputs", async () => {
    for (const [name, value] of Object.entries(facts))
      host.output(name, clip(value, TEXTS.includes(name) ? MOST_OF_TEXT : MOST_CHARACTERS));
    host.output("items", toItems(known));
    host.output("report", fitReport(report));
  });
  await attempt(host, "write the report", async () =>
    host.output("report-path", await host.writeReport(toJson(report))),
  );
  const { summary: context } = closing;
  if (context !== undefined) {
    await attempt(host, "write the summary", () =>
      host.summary(
        several === undefined
          ? summarize({ verdict, facts, known }, context)
          : summarizeSeveral(verdict, several, context),
      ),
    );
  }
  await attempt(host, "post the verdict", closing.post);
  announce(
    { subject: facts["item-name"], verdict },
    several?.map(({ known: own, facts: { "item-name": name }, verdict: each }) => ({
      subject: own.path ?? name,
      verdict: each,
    })),
    host,
  );
}

/** Does something whose failure must not hide the verdict. */
async function attempt(host: Host, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    host.log(inert(`Could not ${what}: ${why}`));
  }
}

import { scrubBody, scrubText } from "./scrub-body.ts";
import { type Scrubber, scrubName, scrubPath, scrubUrl } from "./scrub-names.ts";
import { isMeasure } from "./shapes.ts";

/** One request of a recorded step, with its answer. */
export interface Interaction {
  readonly phase: string;
  /** When it was sent, in milliseconds after the step began. */
  readonly at: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly body: string | null;
  };
  readonly response: { readonly status: number; readonly headers: Headers; readonly body: string };
}

type Headers = Readonly<Record<string, string>>;

/** A file of a record: one step with every request and answer. */
export interface RecordFile {
  readonly source: string;
  readonly date: string;
  readonly workload: string;
  readonly operation: string;
  /** What was asked of the action, and what it answered. */
  readonly step: {
    readonly inputs: Readonly<Record<string, string>>;
    readonly gate: string;
    readonly reason: string;
  };
  readonly interactions: readonly Interaction[];
}

/** How each header that is kept is written anew; every other header is left out. */
const HEADERS: Readonly<Record<string, (value: string, scrubber: Scrubber) => string>> = {
  date: measure,
  "retry-after": measure,
  "content-type": (value) =>
    /^(application\/json|text\/html|text\/plain)(; ?charset=utf-8)?$/i.test(value)
      ? value.toLowerCase()
      : "application/octet-stream",
  location: link,
  "azure-asyncoperation": link,
};
const COUNTER = /^x-ms-ratelimit-remaining-[a-z-]+$/;

/** How each input that is kept is written anew; the others hold no names. */
const INPUTS: Readonly<Record<string, (value: string, scrubber: Scrubber) => string>> = {
  vault: scrubPath,
  item: (value, scrubber) => (value === "*" ? value : scrubName(value, scrubber)),
  policy: scrubName,
  "job-id": scrubName,
  "confirm-delete": scrubName,
};

/** A file with everything replaced that is not a known word, a number or a time. */
export function scrubFile(file: RecordFile, scrubber: Scrubber): RecordFile {
  const { step } = file;
  const inputs = Object.entries(step.inputs).map(([name, value]) => [
    name,
    INPUTS[name]?.(value, scrubber) ?? value,
  ]);
  return {
    ...file,
    step: { ...step, inputs: Object.fromEntries(inputs) },
    interactions: file.interactions.map((one) => scrubInteraction(one, scrubber)),
  };
}

function scrubInteraction(
  { phase, at, request, response }: Interaction,
  scrubber: Scrubber,
): Interaction {
  return {
    phase,
    at,
    request: {
      method: request.method,
      url: link(request.url, scrubber),
      headers: scrubHeaders(request.headers, scrubber),
      body: request.body === null ? null : scrubBody(request.body, scrubber),
    },
    response: {
      status: response.status,
      headers: scrubHeaders(response.headers, scrubber),
      body: scrubBody(response.body, scrubber),
    },
  };
}

function scrubHeaders(headers: Headers, scrubber: Scrubber): Headers {
  const kept = Object.entries(headers).flatMap(([written, value]) => {
    const name = written.toLowerCase();
    const scrub = HEADERS[name] ?? (COUNTER.test(name) ? measure : undefined);
    return scrub === undefined ? [] : [[name, scrub(value, scrubber)] as const];
  });
  return Object.fromEntries(kept);
}

function measure(value: string): string {
  return isMeasure(value) ? value : "";
}

function link(url: string, scrubber: Scrubber): string {
  return scrubUrl(url, scrubber, (name, value) => scrubText(value, name, scrubber));
}

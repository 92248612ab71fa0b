import type { Breach } from "./judge.ts";
import { rowOf } from "./oracle/state-table.ts";
import { output, type RunRecord, type SentRequest } from "./record.ts";

/** Everything that happened in a run, in order of time, for a person to read. */
export function storyOf(record: RunRecord, breaches: readonly Breach[]): string {
  const { scene, startedAt, endedAt } = record;
  const { inputs, faults, deeds, items, jobs, policies, turn, ...settings } = scene;
  return [
    `seed ${scene.seed}, ${scene.weather}, ${scene.operation}`,
    section(
      "inputs",
      Object.entries(inputs).map(([name, value]) => `${name}: ${value}`),
    ),
    section("drawn", [
      JSON.stringify(settings),
      ...items.map((item) => `item ${JSON.stringify(item)}`),
      ...policies.map((policy) => `policy ${JSON.stringify(policy)}`),
      ...jobs.map((job) => `job ${JSON.stringify(job)}`),
      ...faults.map((fault) => `fault ${JSON.stringify(fault)}`),
      ...deeds.map((deed) => `deed ${JSON.stringify(deed)}`),
      `turn ${JSON.stringify(turn)}`,
    ]),
    section("what happened", timeline(record)),
    section("log", record.host.lines),
    section("warnings", record.host.warnings),
    section(
      "errors",
      record.host.errors.map(({ title, message }) => `${title}: ${message}`),
    ),
    section("outputs", outputs(record)),
    section("Azure's jobs", jobLines(record)),
    `verdict: ${output(record, "reason")}, gate ${record.gate} after ${(endedAt - startedAt) / 1_000} s`,
    ...breaches.map(({ property, what }) => `BROKEN ${property}: ${what}`),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return [`--- ${title}`, ...lines].join("\n");
}

function timeline(record: RunRecord): readonly string[] {
  const { requests, happenings, book, startedAt, endedAt, cancelledAt } = record;
  const events = [
    ...requests.map((request) => ({ at: request.at, line: requestLine(request, startedAt) })),
    ...happenings.map(({ at, what }) => ({ at, line: `others: ${what}` })),
    ...book.writes.map(({ at, by, method, status, accepted }) => ({
      at,
      line: `book: ${method} of ${by} ${status}${accepted ? ", accepted" : ""}`,
    })),
    ...book.pages.map((page) => ({ at: page.at, line: `book: ${pageLine(record, page)}` })),
    ...(cancelledAt === undefined ? [] : [{ at: cancelledAt, line: "CANCELLED" }]),
    { at: endedAt, line: "VERDICT" },
  ];
  const inOrder = events.map((event, order) => ({ ...event, order }));
  inOrder.sort((left, right) => left.at - right.at || left.order - right.order);
  return inOrder.map(({ at, line }) => `${seconds(at - startedAt)} ${line}`);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`.padStart(11);
}

function requestLine(request: SentRequest, startedAt: number): string {
  const { method, path, filter, body, outcome, mishap, answer, answeredAt = 0 } = request;
  const asked = `${method} ${shortPath(path) || "(vault)"}${filter === "" ? "" : `?${filter}`}`;
  const sent = body === "" ? "" : ` ${body}`;
  const wrong = mishap === "" ? "" : ` [${mishap}]`;
  const after = `${seconds(answeredAt - startedAt).trim()}`;
  return `${asked}${sent}${wrong} -> ${outcome} at ${after} ${answer.slice(0, 600)}`;
}

function shortPath(path: string): string {
  return path.replace(/^\/backupFabrics\/Azure\/protectionContainers/i, "/…");
}

function pageLine({ items }: RunRecord, page: RunRecord["book"]["pages"][number]): string {
  const states = items.map((item, index) => {
    const facts = page.items.get(item);
    return `item ${index} ${rowOf(facts)} ${facts?.protectionState ?? ""} ${facts?.policyId?.split("/").at(-1) ?? ""}`.trim();
  });
  return `${states.join("; ")}; soft delete ${page.softDelete}${page.softDeleteEnforced ? " but enforced" : ""}, immutability ${page.immutability}, mua ${page.mua}`;
}

function outputs({ host }: RunRecord): readonly string[] {
  return [...host.outputs]
    .filter(([name, value]) => value !== "" && name !== "report")
    .map(([name, value]) => `${name}: ${value}`);
}

function jobLines({ vault, book, startedAt }: RunRecord): readonly string[] {
  return vault.jobs.map((job) => {
    const end =
      job.endedAt === undefined ? "" : `, ended ${seconds(job.endedAt - startedAt).trim()}`;
    const whose = book.ours.has(job) ? "ours" : "others'";
    return `${job.id} ${job.displayOperation} ${job.entityFriendlyName} ${whose} ${job.status}, started ${seconds(job.startedAt - startedAt).trim()}${end}`;
  });
}

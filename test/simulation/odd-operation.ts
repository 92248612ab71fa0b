import type { JobState } from "../emulator/emulator.ts";
import { guidOf } from "../emulator/server/ids.ts";
import type { EmulatorResponse } from "../emulator/server/wire.ts";
import type { Mishap } from "./scene.ts";
import type { SimulatedAzure } from "./world.ts";

type Odd = Extract<Mishap, { kind: "two-jobs" | "locked-with-job" | "names-other-job" }>;

interface OperationDocument {
  status?: string;
  properties?: { objectType: string; jobId?: string; jobIds?: string[] };
  error?: { code: string; message: string };
}

/** The document of an operation that has named its job, as no client expects it. */
export function oddOperation(
  real: EmulatorResponse,
  what: Odd,
  world: SimulatedAzure,
): EmulatorResponse {
  const document = readDocument(real.body);
  const job = world.vault.jobs.find(({ id }) => id === document.properties?.jobId);
  if (job?.item === undefined) return real;
  switch (what.kind) {
    case "two-jobs": {
      const second = secondJob(job.id, what, world);
      const objectType = "OperationStatusJobsExtendedInfo";
      document.properties = { objectType, jobIds: [job.id, second] };
      break;
    }
    case "locked-with-job":
      document.status = "Failed";
      document.error = {
        code: "BMSUserErrorObjectLocked",
        message: "Something else is being done to the item.",
      };
      break;
    case "names-other-job": {
      const others = world.vault.jobs.filter(
        (one) => one !== job && !world.book.ours.has(one) && !isNamesakes(one, job),
      );
      const isAlike = (one: JobState) => one.item === job.item && one.operation === job.operation;
      const other = (what.alike ? others.find(isAlike) : undefined) ?? others[0];
      if (other === undefined || document.properties === undefined) return real;
      document.properties.jobId = other.id;
    }
  }
  return { ...real, body: JSON.stringify(document) };
}

/** Whether a job is of another item of the same name, which it may not tell. */
function isNamesakes(one: JobState, { item }: JobState): boolean {
  return one.item !== item && one.item?.friendlyName === item?.friendlyName;
}

function readDocument(body: string): OperationDocument {
  try {
    return JSON.parse(body) as OperationDocument;
  } catch {
    return {};
  }
}

/** The id of a second job of the same operation, which begins when it is first told of. */
function secondJob(
  firstId: string,
  { second, seconds }: Extract<Odd, { kind: "two-jobs" }>,
  { azure, vault, book }: SimulatedAzure,
): string {
  const id = guidOf(`second of ${firstId}`);
  const first = vault.jobs.find((job) => job.id === firstId);
  if (first?.item === undefined || vault.jobs.some((job) => job.id === id)) return id;
  const job = azure.addJob({ item: first.item, operation: first.operation, id });
  book.ours.add(job);
  const endedAt = job.startedAt + seconds * 1_000;
  azure.schedule.at(endedAt, () => Object.assign(job, { status: second, endedAt }));
  return id;
}

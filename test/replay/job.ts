import { decodedPath, sameId } from "./item.ts";
import { type Json, objects, parseObject, text } from "./json.ts";
import type { Recorded } from "./slice.ts";

/** The id of the job that a URL lies at or below; "" if there is none. */
export function jobIdIn(url: string): string {
  return /\/backupJobs\/([^/?]+)/i.exec(url)?.[1] ?? "";
}

/** Whether this is a look at the job itself, whatever came of it. */
export function isLookAtJob({ request }: Recorded, jobId: string): boolean {
  const path = decodedPath(request.url).split("/").slice(-2).join("/");
  return sameId(path, `backupJobs/${jobId}`);
}

/** The job as an answer shows it, alone or in a list; undefined where it does not. */
export function jobIn(recorded: Recorded, jobId: string): Json | undefined {
  const { request, response } = recorded;
  const body = response.status === 200 ? parseObject(response.body) : undefined;
  if (isLookAtJob(recorded, jobId)) return body;
  if (!/\/backupJobs$/i.test(decodedPath(request.url))) return undefined;
  return objects(body?.value).find(({ name }) => sameId(text(name), jobId));
}

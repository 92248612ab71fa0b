import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every body in the answers recorded under a folder, each once; the sorted order of files decides theirs. */
export function recordedBodies(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".json"),
  );
  const bodies = new Set<string>();
  for (const file of files.sort()) {
    collect(JSON.parse(readFileSync(join(folder, file), "utf8")), bodies);
  }
  return [...bodies];
}

/** Recordings nest their exchanges in different ways; a body is what a `response` holds as text. */
function collect(value: unknown, bodies: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const body: unknown = key === "response" ? (child as { body?: unknown } | null)?.body : "";
    if (typeof body === "string" && body !== "") bodies.add(body);
    collect(child, bodies);
  }
}

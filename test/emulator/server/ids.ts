import { createHash } from "node:crypto";

/** Makes GUIDs that are the same in every run, so that a transcript of a test can be compared. */
export function guidSource(seed: string): () => string {
  let count = 0;
  return () => guidOf(`${seed}/${count++}`);
}

/** The GUID that belongs to a text. */
export function guidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

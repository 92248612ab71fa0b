/**
 * The notes of one version: the text below its heading `## 1.2.3` in `CHANGELOG.md`.
 *
 * @throws if there is no such heading, or nothing below it.
 */
export function notesOf(changelog: string, version: string): string {
  const [, ...sections] = `\n${changelog}`.split("\n## ");
  const section = sections.find((text) => text.split("\n", 1)[0]?.trim() === version);
  const notes = section?.slice(section.indexOf("\n")).trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing under '## ${version}'.`);
  return notes;
}

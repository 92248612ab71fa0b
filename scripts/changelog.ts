/**
 * The notes of one version: the text below its heading `## [1.2.3] - 2027-01-31` in `CHANGELOG.md`.
 *
 * @throws if there is no such heading, or nothing below it.
 */
export function notesOf(changelog: string, version: string): string {
  const notes = sectionOf(changelog, version);
  if (notes === "") throw new Error(`CHANGELOG.md says nothing under '## [${version}]'.`);
  return notes;
}

/** The notes that no version has yet; "" if there are none. */
export function unreleasedNotes(changelog: string): string {
  return sectionOf(changelog, "Unreleased");
}

function sectionOf(changelog: string, name: string): string {
  const [, ...sections] = `\n${changelog}`.split("\n## ");
  const section = sections.find((text) => text.startsWith(`[${name}]`)) ?? "";
  // The addresses of all links stand below the last section.
  const lines = section.split("\n").slice(1);
  return lines
    .filter((line) => !/^\[[^\]]+\]: /.test(line))
    .join("\n")
    .trim();
}

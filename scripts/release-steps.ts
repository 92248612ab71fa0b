import type { GitHub } from "./github.ts";

/** A commit to release. */
export interface Release {
  /** Such as `1.2.3`, without a suffix. */
  readonly version: string;
  /** The full hash. */
  readonly commit: string;
  /** The ref that the workflow was started on. */
  readonly ref: string;
  readonly notes: string;
}

/** A file that a release offers. */
interface Asset {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/**
 * Why this release must not be made, one sentence per reason; empty if nothing prevents it. An
 * unfinished release of the same commit does not prevent it.
 */
export async function obstacles(github: GitHub, release: Release): Promise<readonly string[]> {
  const tag = tagOf(release);
  if (!/^v\d+\.\d+\.\d+$/.test(tag)) return [`'${release.version}' is not a version.`];
  const tags = await versionTags(github);
  const found: string[] = [];
  if (release.ref !== "refs/heads/main") found.push(`${release.ref} is not main.`);
  if (!(await isGreen(github, release.commit))) {
    found.push(`CI has not ended well on main for ${release.commit}.`);
  }
  const tagged = tags.get(tag);
  if (tagged !== undefined && tagged !== release.commit) found.push(belongs(tag, tagged));
  if (tags.get(majorOf(release)) === release.commit && (await isReleased(github, release))) {
    found.push(`${tag} is released already.`);
  }
  const newer = newerThan(release, tags, "v");
  if (newer !== undefined) found.push(`${newer} is newer than ${tag}.`);
  return found;
}

/**
 * Tags, releases, and moves the major tag last, so that `v1` never points to an unfinished release.
 * Skips what is already done, so after a failure the same call continues where the last one
 * stopped.
 *
 * @returns what it did, one sentence per step.
 * @throws if the tag belongs to another commit, or GitHub refuses.
 */
export async function publish(
  github: GitHub,
  release: Release,
  assets: readonly Asset[],
): Promise<readonly string[]> {
  const tag = tagOf(release);
  const tags = await versionTags(github);
  const tagged = tags.get(tag);
  if (tagged !== undefined && tagged !== release.commit) {
    throw new Error(belongs(tag, tagged));
  }
  const done: string[] = [];
  if (tagged === undefined) {
    await github.write("POST", "git/refs", { ref: `refs/tags/${tag}`, sha: release.commit });
    done.push(`Tagged ${release.commit} as ${tag}.`);
  }
  if (!(await isReleased(github, release))) {
    await makeRelease(github, release, assets);
    done.push(`Released ${tag} with ${assets.map(({ name }) => name).join(", ")}.`);
  }
  if (!(await isImmutable(github, release))) {
    done.push(
      `::warning::${tag} can still be changed: turn on immutable releases; see RELEASE.md.`,
    );
  }
  return [...done, await moveMajorTag(github, release, tags)];
}

/** Makes a draft, gives it its files and publishes it: an immutable release takes no file afterwards. */
async function makeRelease(
  github: GitHub,
  release: Release,
  assets: readonly Asset[],
): Promise<void> {
  const tag = tagOf(release);
  const all = (await github.read("releases?per_page=100")) as readonly ReleaseAnswer[];
  // What an earlier run has left may lack a file, or have half of one.
  for (const { id, draft, tag_name: name } of all) {
    if (draft && name === tag) await github.write("DELETE", `releases/${id}`);
  }
  const draft = { tag_name: tag, name: tag, body: release.notes, draft: true };
  const made = (await github.write("POST", "releases", draft)) as ReleaseAnswer;
  for (const { name, content } of assets) {
    const to = made.upload_url.replace(/\{.*$/, "");
    await github.upload(`${to}?name=${encodeURIComponent(name)}`, content);
  }
  await github.write("PATCH", `releases/${made.id}`, { draft: false });
}

async function moveMajorTag(github: GitHub, release: Release, tags: Tags): Promise<string> {
  const major = majorOf(release);
  // Repeating the run of an old release must not take users back to it.
  const newer = newerThan(release, tags, `${major}.`);
  if (newer !== undefined) return `${major} stays: ${newer} is newer.`;
  const present = tags.get(major);
  if (present === release.commit) return `${major} is ${tagOf(release)} already.`;
  if (present === undefined) {
    await github.write("POST", "git/refs", { ref: `refs/tags/${major}`, sha: release.commit });
  } else {
    await github.write("PATCH", `git/refs/tags/${major}`, { sha: release.commit, force: true });
  }
  return `${major} is now ${tagOf(release)}.`;
}

/** What GitHub says of a release. */
interface ReleaseAnswer {
  readonly id: number;
  readonly draft: boolean;
  readonly tag_name: string;
  /** A template, which ends with the parameters in braces. */
  readonly upload_url: string;
  /** Whether neither its files nor its tag can change. */
  readonly immutable?: boolean;
}

/** Commits by tag, for all tags that start with `v`. */
type Tags = ReadonlyMap<string, string>;

function tagOf({ version }: Release): string {
  return `v${version}`;
}

function majorOf(release: Release): string {
  return tagOf(release).replace(/\..*/, "");
}

function belongs(tag: string, commit: string): string {
  return `${tag} is the tag of ${commit} already: raise the version in package.json.`;
}

async function versionTags(github: GitHub): Promise<Tags> {
  const refs = (await github.read("git/matching-refs/tags/v")) as readonly {
    readonly ref: string;
    readonly object: { readonly sha: string };
  }[];
  return new Map(refs.map(({ ref, object }) => [ref.replace("refs/tags/", ""), object.sha]));
}

async function isReleased(github: GitHub, release: Release): Promise<boolean> {
  return await github.has(`releases/tags/${tagOf(release)}`);
}

async function isImmutable(github: GitHub, release: Release): Promise<boolean> {
  const found = (await github.read(`releases/tags/${tagOf(release)}`)) as ReleaseAnswer;
  return found.immutable === true;
}

async function isGreen(github: GitHub, commit: string): Promise<boolean> {
  const { workflow_runs: runs } = (await github.read(
    `actions/workflows/ci.yml/runs?event=push&branch=main&head_sha=${commit}`,
  )) as { readonly workflow_runs: readonly { readonly conclusion: string | null }[] };
  return runs[0]?.conclusion === "success";
}

/** A tag of a later version among those that start with `prefix`. */
function newerThan(release: Release, tags: Tags, prefix: string): string | undefined {
  return [...tags.keys()].find(
    (tag) =>
      /^v\d+\.\d+\.\d+$/.test(tag) &&
      tag.startsWith(prefix) &&
      tag.localeCompare(tagOf(release), "en", { numeric: true }) > 0,
  );
}

import { describe, expect, test } from "vitest";
import { gitHub } from "../../scripts/github.ts";
import { obstacles, publish, type Release } from "../../scripts/release-steps.ts";
import { FakeGitHub, serveGitHub } from "./fake-github.ts";

const NEW = "a".repeat(40);
const OLD = "b".repeat(40);
const RELEASE: Release = {
  version: "1.2.0",
  commit: NEW,
  ref: "refs/heads/main",
  notes: "What is new.",
};

/** A repository with one release behind it and a green main. */
function repository(): FakeGitHub {
  const github = new FakeGitHub();
  github.tags.set("v1.1.9", OLD).set("v1", OLD).set("vnext", OLD);
  github.addRelease("v1.1.9");
  github.ci.set(NEW, "success");
  return github;
}

async function check(github: FakeGitHub, changes: Partial<Release> = {}) {
  await using server = await serveGitHub(github);
  return await obstacles(gitHub(server.url, "OWNER/gate", "t"), { ...RELEASE, ...changes });
}

/** What a release offers besides the action. */
const ASSETS = ["gate.tgz", "gate.vsix"].map((name) => ({
  name,
  content: new TextEncoder().encode(`The bytes of ${name}.`),
}));
const OFFERED = new Map(ASSETS.map(({ name }) => [name, `The bytes of ${name}.`]));

async function publishOn(github: FakeGitHub, changes: Partial<Release> = {}) {
  await using server = await serveGitHub(github);
  return await publish(gitHub(server.url, "OWNER/gate", "t"), { ...RELEASE, ...changes }, ASSETS);
}

describe("a release is refused", () => {
  test.each([
    { why: "CI has not ended", ci: null },
    { why: "CI is red", ci: "failure" },
    { why: "CI was cancelled", ci: "cancelled" },
  ])("when $why", async ({ ci }) => {
    const github = repository();
    github.ci.set(NEW, ci);

    expect(await check(github)).toEqual([`CI has not ended well on main for ${NEW}.`]);
  });

  test("when CI has not run on the commit", async () => {
    const github = repository();
    github.ci.clear();

    expect(await check(github)).toEqual([`CI has not ended well on main for ${NEW}.`]);
  });

  test("from another branch than main", async () => {
    expect(await check(repository(), { ref: "refs/heads/topic" })).toEqual([
      "refs/heads/topic is not main.",
    ]);
  });

  test("when the tag is another commit's", async () => {
    const github = repository();
    github.tags.set("v1.2.0", OLD);

    expect(await check(github)).toEqual([
      `v1.2.0 is the tag of ${OLD} already: raise the version in package.json.`,
    ]);
    await expect(publishOn(github)).rejects.toThrow(`v1.2.0 is the tag of ${OLD}`);
    expect(github.writes).toEqual([]);
  });

  test("when it was made already", async () => {
    const github = repository();
    await publishOn(github);

    expect(await check(github)).toEqual(["v1.2.0 is released already."]);
  });

  test.each(["v1.10.0", "v1.2.1", "v2.0.0"])("when %s is out", async (tag) => {
    const github = repository();
    github.tags.set(tag, OLD);

    expect(await check(github)).toEqual([`${tag} is newer than v1.2.0.`]);
  });

  test.each(["1.2", "1.2.0-rc.1", "v1.2.0", ""])("as version '%s'", async (version) => {
    expect(await check(repository(), { version })).toEqual([`'${version}' is not a version.`]);
  });
});

describe("GitHub's answers", () => {
  // It says 404, too, to those who may not see or change something.
  test.each([401, 403, 404, 500])(
    "of %i are errors, but for a question whether something is there",
    async (status) => {
      const fake = repository();
      fake.down = status;
      await using server = await serveGitHub(fake);
      const github = gitHub(server.url, "OWNER/gate", "t");

      await expect(github.read("x")).rejects.toThrow(`GitHub answered ${status} to GET x: `);
      await expect(github.write("POST", "x", {})).rejects.toThrow(
        `GitHub answered ${status} to POST`,
      );
      if (status === 404) expect(await github.has("x")).toBe(false);
      else await expect(github.has("x")).rejects.toThrow(`GitHub answered ${status} to GET x.`);
    },
  );
});

describe("a release", () => {
  test("is tagged, then drafted with its files, then published, and only then the major tag moves", async () => {
    const github = repository();

    expect(await check(github)).toEqual([]);
    expect(await publishOn(github)).toEqual([
      `Tagged ${NEW} as v1.2.0.`,
      "Released v1.2.0 with gate.tgz, gate.vsix.",
      "v1 is now v1.2.0.",
    ]);
    expect(github.writes).toEqual([
      { call: "POST /git/refs", body: { ref: "refs/tags/v1.2.0", sha: NEW } },
      {
        call: "POST /releases",
        body: { tag_name: "v1.2.0", name: "v1.2.0", body: "What is new.", draft: true },
      },
      { call: "POST /uploads/2/assets?name=gate.tgz", body: { text: "The bytes of gate.tgz." } },
      { call: "POST /uploads/2/assets?name=gate.vsix", body: { text: "The bytes of gate.vsix." } },
      { call: "PATCH /releases/2", body: { draft: false } },
      { call: "PATCH /git/refs/tags/v1", body: { sha: NEW, force: true } },
    ]);
    expect(github.tokens).toEqual(new Set(["Bearer t"]));
  });

  test("of a new major makes its tag and leaves the old one alone", async () => {
    const github = repository();

    await publishOn(github, { version: "2.0.0" });

    expect(github.tags.get("v2")).toBe(NEW);
    expect(github.tags.get("v1")).toBe(OLD);
  });

  test.each(
    [1, 2, 3, 4, 5, 6].flatMap((write) => [
      { write, done: false },
      { write, done: true },
    ]),
  )("that breaks at write $write (done: $done) goes on when it is repeated", async (fault) => {
    const github = repository();
    github.fault = fault;

    await expect(publishOn(github)).rejects.toThrow("GitHub answered 502 to");
    if (fault.write < 6) expect(github.tags.get("v1")).toBe(OLD);
    if (fault.write < 6 || !fault.done) expect(await check(github)).toEqual([]);
    await publishOn(github);

    expect([...github.tags]).toEqual(
      expect.arrayContaining([
        ["v1.2.0", NEW],
        ["v1", NEW],
      ]),
    );
    expect(github.releases.filter(({ tag }) => tag === "v1.2.0")).toEqual([
      expect.objectContaining({ notes: "What is new.", draft: false, assets: OFFERED }),
    ]);
  });

  test("warns where it can still be changed", async () => {
    const github = repository();
    github.isImmutable = false;

    expect(await publishOn(github)).toContain(
      "::warning::v1.2.0 can still be changed: turn on immutable releases; see RELEASE.md.",
    );
  });

  test("leaves drafts of other versions alone", async () => {
    const github = repository();
    github.addRelease("v1.3.0", "Later.", true);
    await publishOn(github);

    expect(github.releases.find(({ tag }) => tag === "v1.3.0")?.draft).toBe(true);
  });

  test("that is repeated after all went well changes nothing", async () => {
    const github = repository();
    await publishOn(github);
    const { length } = github.writes;

    expect(await publishOn(github)).toEqual(["v1 is v1.2.0 already."]);
    expect(github.writes).toHaveLength(length);
  });

  test("that is repeated once a newer one is out does not take users back", async () => {
    const github = repository();
    github.fault = { write: 6, done: false };
    await expect(publishOn(github)).rejects.toThrow();
    github.tags.set("v1.10.0", OLD).set("v1", OLD);

    expect(await publishOn(github)).toEqual(["v1 stays: v1.10.0 is newer."]);
    expect(github.tags.get("v1")).toBe(OLD);
  });

  test("of an older major than the newest moves its own tag", async () => {
    const github = repository();
    github.tags.set("v2.0.0", OLD).set("v2", OLD);

    await publishOn(github);

    expect(github.tags.get("v1")).toBe(NEW);
    expect(github.tags.get("v2")).toBe(OLD);
  });
});

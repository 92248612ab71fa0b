import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What GitHub answers: a status and a body. */
type Answer = readonly [number, unknown];

/** A call that changes something, as it arrived. */
interface Write {
  readonly call: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A release, or the draft of one. */
interface FakeRelease {
  readonly id: number;
  readonly tag: string;
  readonly notes: string;
  draft: boolean;
  readonly assets: Map<string, string>;
}

/** One repository on GitHub: its tags, its releases and the runs of its CI, on loopback. */
export class FakeGitHub {
  readonly tags = new Map<string, string>();
  readonly releases: FakeRelease[] = [];
  /** Where it is served. */
  url = "";
  /** Whether a published release keeps its files and its tag. */
  isImmutable = true;
  /** Conclusions of CI on main by commit; null while it runs. */
  readonly ci = new Map<string, string | null>();
  readonly writes: Write[] = [];
  readonly tokens = new Set<string>();
  /** Answers nothing but this, where it is set. */
  down: number | undefined;
  /** Breaks one write: before GitHub did it, or after, so that only the answer is lost. */
  fault: { readonly write: number; readonly done: boolean } | undefined;

  /** Puts a release there. */
  addRelease(tag: string, notes = "", draft = false): FakeRelease {
    const release = { id: this.releases.length + 1, tag, notes, draft, assets: new Map() };
    this.releases.push(release);
    return release;
  }

  /** The published release of a tag. */
  released(tag: string): FakeRelease | undefined {
    return this.releases.find((one) => one.tag === tag && !one.draft);
  }

  answer(call: string, body: Readonly<Record<string, unknown>>): Answer {
    if (this.down !== undefined) return [this.down, { message: "No" }];
    if (call.startsWith("GET ")) return this.#read(call.slice("GET ".length));
    this.writes.push({ call, body });
    if (this.fault?.write !== this.writes.length) return this.#write(call, body);
    if (this.fault.done) this.#write(call, body);
    return [502, { message: "Bad Gateway" }];
  }

  #read(path: string): Answer {
    const url = new URL(path, "http://localhost");
    const [, tag = ""] = /^\/releases\/tags\/(.+)$/.exec(url.pathname) ?? [];
    const found = this.released(tag);
    if (found !== undefined) return [200, this.#told(found)];
    if (url.pathname === "/releases") return [200, this.releases.map((one) => this.#told(one))];
    if (url.pathname === "/git/matching-refs/tags/v") {
      return [
        200,
        [...this.tags].map(([name, sha]) => ({ ref: `refs/tags/${name}`, object: { sha } })),
      ];
    }
    if (url.pathname === "/actions/workflows/ci.yml/runs") {
      const { event, branch, head_sha: sha = "" } = Object.fromEntries(url.searchParams);
      const conclusion = event === "push" && branch === "main" ? this.ci.get(sha) : undefined;
      return [200, { workflow_runs: conclusion === undefined ? [] : [{ conclusion }] }];
    }
    return [404, { message: "Not Found" }];
  }

  #told({ id, tag, draft }: FakeRelease) {
    const upload = `${this.url}/repos/OWNER/gate/uploads/${id}/assets{?name,label}`;
    const immutable = this.isImmutable && !draft;
    return { id, tag_name: tag, draft, immutable, upload_url: upload };
  }

  #write(call: string, body: Readonly<Record<string, unknown>>): Answer {
    const [, method, what, at = ""] =
      /^(\w+) \/(git\/refs|releases|uploads)\/?(.*)$/.exec(call) ?? [];
    if (what === "git/refs") return this.#setTag(at.replace("tags/", ""), body);
    const release = this.releases.find(({ id }) => id === Number(at.split("/")[0]));
    if (what === "uploads") return this.#addAsset(release, at, String(body.text));
    if (method === "POST" && this.tags.has(String(body.tag_name))) {
      const { tag_name: tag, body: notes, draft } = body;
      return [201, this.#told(this.addRelease(String(tag), String(notes), draft === true))];
    }
    if (method === "PATCH" && release?.draft) {
      release.draft = body.draft === true;
      return [200, this.#told(release)];
    }
    if (method === "DELETE" && release?.draft) {
      this.releases.splice(this.releases.indexOf(release), 1);
      return [204, undefined];
    }
    return [422, { message: "Validation Failed" }];
  }

  #setTag(moved: string, body: Readonly<Record<string, unknown>>): Answer {
    const tag = moved || String(body.ref).replace("refs/tags/", "");
    if (this.tags.has(tag) !== (moved !== "")) return [422, { message: "Validation Failed" }];
    this.tags.set(tag, String(body.sha));
    return [201, {}];
  }

  /** GitHub takes a file of one name once, and none once an immutable release is out. */
  #addAsset(release: FakeRelease | undefined, path: string, text: string): Answer {
    const name = new URL(path, "http://localhost").searchParams.get("name") ?? "";
    const isLate = release !== undefined && this.isImmutable && !release.draft;
    if (release === undefined || isLate || release.assets.has(name)) return [422, {}];
    release.assets.set(name, text);
    return [201, {}];
  }
}

/** Serves a repository called `OWNER/gate` over HTTP until it is disposed of. */
export async function serveGitHub(
  github: FakeGitHub,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(async (request, response) => {
    github.tokens.add(request.headers.authorization ?? "");
    const text = String(await buffer(request));
    const isJson = text.startsWith("{");
    const body = isJson ? JSON.parse(text) : text === "" ? {} : { text };
    const path = request.url?.replace("/repos/OWNER/gate", "");
    const [status, answer] = github.answer(`${request.method} ${path}`, body);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(answer === undefined ? undefined : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  github.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: github.url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

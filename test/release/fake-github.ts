import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What GitHub answers: a status and a body. */
type Answer = readonly [number, unknown];

/** A call that changes something, as it arrived. */
interface Write {
  readonly call: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One repository on GitHub: its tags, its releases and the runs of its CI, on loopback. */
export class FakeGitHub {
  readonly tags = new Map<string, string>();
  readonly releases = new Map<string, string>();
  /** Conclusions of CI on main by commit; null while it runs. */
  readonly ci = new Map<string, string | null>();
  readonly writes: Write[] = [];
  readonly tokens = new Set<string>();
  /** Answers nothing but this, where it is set. */
  down: number | undefined;
  /** Breaks one write: before GitHub did it, or after, so that only the answer is lost. */
  fault: { readonly write: number; readonly done: boolean } | undefined;

  answer(call: string, body: Readonly<Record<string, string>>): Answer {
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
    if (this.releases.has(tag)) return [200, { tag_name: tag }];
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

  #write(call: string, body: Readonly<Record<string, string>>): Answer {
    const [, moved] = /^PATCH \/git\/refs\/tags\/(.+)$/.exec(call) ?? [];
    const tag = moved ?? body.ref?.replace("refs/tags/", "");
    if (call === "POST /releases" && this.tags.has(body.tag_name ?? "")) {
      this.releases.set(body.tag_name ?? "", body.body ?? "");
    } else if (tag !== undefined && this.tags.has(tag) === (moved !== undefined)) {
      this.tags.set(tag, body.sha ?? "");
    } else {
      return [422, { message: "Validation Failed" }];
    }
    return [201, {}];
  }
}

/** Serves a repository called `OWNER/gate` over HTTP until it is disposed of. */
export async function serveGitHub(
  github: FakeGitHub,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(async (request, response) => {
    github.tokens.add(request.headers.authorization ?? "");
    const body = request.method === "GET" ? {} : ((await json(request)) as Record<string, string>);
    const path = request.url?.replace("/repos/OWNER/gate", "");
    const [status, answer] = github.answer(`${request.method} ${path}`, body);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** An issue of the user's repository. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly labels: readonly string[];
  isOpen: boolean;
  /** Its body, then its comments. */
  readonly texts: string[];
}

/** What scripts of a workflow reach besides Azure: `gh` with its issues, and the webhook of a chat. */
export interface Programs extends AsyncDisposable {
  /** A folder that comes first on the PATH. */
  readonly bin: string;
  readonly webhook: string;
  /** Bodies of the requests that reached the webhook. */
  readonly messages: readonly unknown[];
  /** What GitHub's issues have come to. */
  issues(): readonly Issue[];
  /** Puts an issue there before the run. */
  openIssue(label: string): void;
}

/** Sets up what scripts reach, in a folder. */
export async function startPrograms(folder: string): Promise<Programs> {
  const bin = join(folder, "bin");
  const state = join(folder, "issues.json");
  mkdirSync(bin, { recursive: true });
  const gh = join(import.meta.dirname, "gh.ts");
  const script = `#!/usr/bin/env bash\nexec '${process.execPath}' '${gh}' '${state}' "$@"\n`;
  writeFileSync(join(bin, "gh"), script, { mode: 0o755 });

  const messages: unknown[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isJson = request.headers["content-type"] === "application/json";
    if (request.method === "POST" && isJson) messages.push(JSON.parse(body));
    response.end("ok");
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const issues = (): Issue[] => (existsSync(state) ? JSON.parse(readFileSync(state, "utf8")) : []);
  return {
    bin,
    webhook: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/secret`,
    messages,
    issues,
    openIssue: (label) => {
      const opened = { number: 1, title: "Old", labels: [label], isOpen: true, texts: ["Old."] };
      writeFileSync(state, JSON.stringify([opened]));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** GitHub's REST API for one repository; every call throws on an answer that is not a success. */
export interface GitHub {
  read(path: string): Promise<unknown>;
  /** Whether `path` exists. */
  has(path: string): Promise<boolean>;
  /** Returns GitHub's answer; undefined: it has none. */
  write(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<unknown>;
  /** Uploads a file to an address that GitHub has named. */
  upload(url: string, content: Uint8Array<ArrayBuffer>): Promise<void>;
}

const REQUEST_TIME = 30_000;
const UPLOAD_TIME = 300_000;

/**
 * A client of the API at `url`, such as `https://api.github.com`, for `repository`, such as
 * `OWNER/name`. It repeats nothing.
 */
export function gitHub(url: string, repository: string, token: string): GitHub {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "x-github-api-version": "2022-11-28",
  };
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/repos/${repository}/${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(REQUEST_TIME),
    });
  const succeed = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body);
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`GitHub answered ${answer.status} to ${method} ${path}: ${text}`);
    }
    return text;
  };
  return {
    read: async (path) => JSON.parse(await succeed("GET", path)),
    has: async (path) => {
      const { status } = await call("GET", path);
      if (status !== 200 && status !== 404) {
        throw new Error(`GitHub answered ${status} to GET ${path}.`);
      }
      return status === 200;
    },
    write: async (method, path, body) => {
      const text = await succeed(method, path, body);
      return text === "" ? undefined : JSON.parse(text);
    },
    upload: async (to, content) => {
      const answer = await fetch(to, {
        method: "POST",
        headers: { ...headers, "content-type": "application/octet-stream" },
        body: content,
        redirect: "error",
        signal: AbortSignal.timeout(UPLOAD_TIME),
      });
      if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to an upload.`);
    },
  };
}

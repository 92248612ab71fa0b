import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Emulator } from "../emulator.ts";
import { makeCertificates } from "./certificate.ts";
import type { Answer, EmulatorRequest } from "./wire.ts";

/** An emulator that listens on loopback. */
export interface Server extends AsyncDisposable {
  /** `https://localhost:<port>` */
  readonly url: string;
  readonly port: number;
  readonly caPem: string;
  /** The same in a file, for `NODE_EXTRA_CA_CERTS`; gone once the server is closed. */
  readonly caFile: string;
  close(): Promise<void>;
}

/**
 * Puts an emulator behind HTTPS, on a free port by default, with certificates made for this run;
 * `hosts` are names that it has besides those of loopback, for clients that come through a proxy.
 */
export async function startServer(
  emulator: Emulator,
  { port = 0, hosts = [] }: { port?: number; hosts?: readonly string[] } = {},
): Promise<Server> {
  const { caPem, certificatePem, keyPem } = await makeCertificates(hosts);
  void emulator.entra.tokens.keySet; // making the key takes long; no client has to wait for it
  const folder = await mkdtemp(join(tmpdir(), "azure-backup-emulator-"));
  const caFile = join(folder, "ca.pem");
  await writeFile(caFile, caPem);

  const server = createServer({ cert: certificatePem, key: keyPem }, (incoming, outgoing) => {
    serve(emulator, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const actualPort = (server.address() as AddressInfo).port;
  emulator.origin = `https://localhost:${actualPort}`;

  const close = async () => {
    server.closeAllConnections(); // requests that hang would keep it open
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    await rm(folder, { recursive: true, force: true });
  };
  return {
    url: emulator.origin,
    port: actualPort,
    caPem,
    caFile,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Answers one request from the network; a defect of the emulator ends the connection. */
export function serve(
  emulator: Emulator,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  requestOf(incoming)
    .then((request) => emulator.handle(request))
    .then((answer) => send(answer, outgoing))
    .catch((error: unknown) => {
      console.error("The emulator has a defect:", error);
      outgoing.destroy();
    });
}

async function requestOf(incoming: IncomingMessage): Promise<EmulatorRequest> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const body = await text(incoming);
  return {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    headers,
    ...(body !== "" && { body }),
  };
}

function send(answer: Answer, outgoing: ServerResponse): void {
  if (answer.kind === "hang") return;
  if (answer.kind === "dropped") {
    outgoing.socket?.destroy();
    return;
  }
  const { status, headers, body } = answer.response;
  const bytes = Buffer.from(body);
  if (answer.kind === "response") {
    // A 204 must not state a length, not even zero.
    const length: Record<string, string> =
      status === 204 ? {} : { "content-length": String(bytes.length) };
    outgoing.writeHead(status, { ...headers, ...length });
    outgoing.end(bytes);
    return;
  }
  outgoing.writeHead(status, { ...headers, "content-length": String(Math.max(2, bytes.length)) });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
    outgoing.socket?.destroy();
  });
  outgoing.flushHeaders();
}

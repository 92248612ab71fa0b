import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Emulator } from "../emulator.ts";
import { serve } from "../server/server.ts";
import { isImdsPath } from "./managed-identity.ts";

/** An instance metadata service that listens on loopback. */
interface ImdsServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, for `AZURE_POD_IDENTITY_AUTHORITY_HOST`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves an emulator's managed identities in the form of virtual machines: over plain HTTP, as the
 * true one does on its link-local address, and nothing else.
 */
export async function startImds(
  emulator: Emulator,
  { port = 0 }: { port?: number } = {},
): Promise<ImdsServer> {
  const server = createServer((incoming, outgoing) => {
    if (!isImdsPath(incoming.url?.split("?")[0] ?? "")) {
      outgoing.writeHead(404).end();
      return;
    }
    serve(emulator, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

  const close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close, [Symbol.asyncDispose]: close };
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Emulator } from "../../emulator/emulator.ts";
import { type Server, startServer } from "../../emulator/server/server.ts";
import type { Programs } from "./build.ts";

/** What a program needs to be started. */
export interface Stage {
  readonly azure: Emulator;
  readonly server: Server;
  readonly programs: Programs;
  /** An empty folder of its own. */
  readonly folder: string;
}

/** Does `work` on a fresh emulator whose operations and jobs are over at once. */
export async function onStage<T>(
  programs: Programs,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const azure = new Emulator();
  azure.script({ operationSeconds: 0, jobSeconds: 0 });
  // Making the key takes a processor that the program would have to share.
  await azure.entra.tokens.keySet;
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    await using server = await startServer(azure);
    return await work({ azure, server, programs, folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

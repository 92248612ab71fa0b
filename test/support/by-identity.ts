import { type Emulator, IDENTITY, MSI_PATH } from "../emulator/emulator.ts";
import type { Server } from "../emulator/server/server.ts";
import { VAULT_INPUTS } from "./scenario.ts";

/** What a runner on App Service finds in its environment. */
export function appService({ origin }: Pick<Emulator, "origin">) {
  return {
    IDENTITY_ENDPOINT: `${origin}${MSI_PATH}`,
    IDENTITY_HEADER: IDENTITY.identityHeader,
  };
}

/** Inputs and environment of a step that goes to a served emulator with a managed identity. */
export function byIdentity({ url, caFile }: Server) {
  return {
    inputs: { ...VAULT_INPUTS, "resource-manager-url": url },
    env: { ...appService({ origin: url }), NODE_EXTRA_CA_CERTS: caFile },
  };
}

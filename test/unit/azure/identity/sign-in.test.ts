import { expect, test } from "vitest";
import { describeSignIn, type SignInSettings } from "../../../../src/azure/identity/sign-in.ts";

const IDS = { tenantId: "tenant-1", clientId: "client-1" };

test.each<{ settings: SignInSettings; words: string }>([
  { settings: { kind: "assertion", ...IDS, audience: "api://x" }, words: "with vouchers" },
  {
    settings: { kind: "client-secret", ...IDS, clientSecret: "s3cret-value" },
    words: "with the client secret of a service principal",
  },
  {
    settings: { kind: "client-certificate", ...IDS, certificatePem: "s3cret-value" },
    words: "with the certificate of a service principal",
  },
  {
    settings: { kind: "managed-identity", clientId: "" },
    words: "with the machine's managed identity",
  },
  {
    settings: { kind: "managed-identity", clientId: "client-1" },
    words: "with the machine's user-assigned managed identity",
  },
  {
    settings: { kind: "az-session", tenantId: "" },
    words: "with the session of the Azure CLI",
  },
])("a sign-in of the kind $settings.kind is told without its ids and secrets", (row) => {
  expect(describeSignIn(row.settings, "vouchers")).toBe(row.words);
});

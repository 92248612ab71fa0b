import { describe, expect, test } from "vitest";
import { cliSignIn } from "../../../../src/hosts/cli/sign-in.ts";
import type { InputName } from "../../../../src/manifest/input-table.ts";
import { FakeTerminal } from "../../../support/fake-terminal.ts";

const IDS = { AZURE_CLIENT_ID: "c", AZURE_TENANT_ID: "t" };
const SECRET = { AZURE_CLIENT_SECRET: "s" };
const FILE = { AZURE_FEDERATED_TOKEN_FILE: "/token" };

/** The identity that options and an environment choose. */
function chosen(
  env: Readonly<Record<string, string>>,
  options: Partial<Record<InputName, string>> = {},
) {
  return cliSignIn(new FakeTerminal({ env })).choose?.((name) => options[name] ?? "", "aud");
}

describe("the identity is", () => {
  test.each([
    { what: "nothing is given", env: {}, is: { kind: "az-session", tenantId: "" } },
    {
      what: "a tenant alone is given",
      env: { AZURE_TENANT_ID: "t" },
      is: { kind: "az-session", tenantId: "t" },
    },
    {
      what: "ids and a secret are given",
      env: { ...IDS, ...SECRET },
      is: { kind: "client-secret", tenantId: "t", clientId: "c", clientSecret: "s" },
    },
    {
      what: "ids and a token file are given",
      env: { ...IDS, ...FILE },
      is: { kind: "assertion", tenantId: "t", clientId: "c", audience: "aud" },
    },
    {
      what: "there is a secret beside the token file",
      env: { ...IDS, ...FILE, ...SECRET },
      is: { kind: "client-secret", tenantId: "t", clientId: "c", clientSecret: "s" },
    },
    {
      what: "auth-type asks for the token file",
      env: { ...IDS, ...FILE, ...SECRET },
      options: { "auth-type": "OIDC" },
      is: { kind: "assertion", tenantId: "t", clientId: "c", audience: "aud" },
    },
    {
      what: "auth-type asks for the session, whatever else is set",
      env: { ...IDS, ...SECRET },
      options: { "auth-type": "SESSION" },
      is: { kind: "az-session", tenantId: "t" },
    },
    {
      what: "auth-type asks for a managed identity",
      env: { ...IDS, ...SECRET },
      options: { "auth-type": "IDENTITY" },
      is: { kind: "managed-identity", clientId: "c" },
    },
    {
      what: "options name other ids than the environment",
      env: { ...IDS, ...SECRET },
      options: { "client-id": "c2", "tenant-id": "t2" },
      is: { kind: "client-secret", tenantId: "t2", clientId: "c2", clientSecret: "s" },
    },
  ])("$is.kind if $what", ({ env, options, is }) => {
    expect(chosen(env, options)).toEqual(is);
  });
});

describe("an incomplete set names what is missing and never falls through", () => {
  test.each([
    { env: IDS, lacks: "AZURE_CLIENT_SECRET" },
    { env: { ...IDS, AZURE_CLIENT_SECRET: " " }, lacks: "AZURE_FEDERATED_TOKEN_FILE" },
    { env: { AZURE_CLIENT_ID: "c", ...SECRET }, lacks: "AZURE_TENANT_ID" },
    { env: { AZURE_TENANT_ID: "t", ...SECRET }, lacks: "AZURE_CLIENT_ID" },
    { env: FILE, lacks: "AZURE_CLIENT_ID" },
    { env: { AZURE_CLIENT_ID: "c" }, lacks: "AZURE_TENANT_ID" },
    { env: {}, options: { "auth-type": "SERVICE_PRINCIPAL" }, lacks: "AZURE_CLIENT_ID" },
    {
      env: { ...IDS, ...SECRET },
      options: { "auth-type": "OIDC" },
      lacks: "AZURE_FEDERATED_TOKEN_FILE",
    },
  ])("$lacks", ({ env, options, lacks }) => {
    expect(() => chosen(env, options)).toThrow(
      expect.objectContaining({
        reason: "sign-in-failed",
        message: expect.stringContaining(lacks),
      }),
    );
  });
});

describe("the token of a file", () => {
  test("is read anew each time, because what writes it renews it", async () => {
    const tokens = ["one\n", "two\n"];
    const { assertion } = cliSignIn({
      env: (name) => (name === "AZURE_FEDERATED_TOKEN_FILE" ? "/token" : ""),
      readFile: () => tokens.shift() ?? "",
    });

    expect([await assertion(""), await assertion("")]).toEqual(["one", "two"]);
  });

  test.each([
    { files: { "/token": " \n" }, says: "holds no token" },
    { files: {}, says: "Could not read the token" },
  ])("that is missing is told: $says", async ({ files, says }) => {
    const { assertion } = cliSignIn(new FakeTerminal({ env: FILE, files }));

    await expect(assertion("")).rejects.toMatchObject({
      reason: "sign-in-failed",
      message: expect.stringContaining(says),
    });
  });
});

import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { readSignIn } from "../../../src/inputs/sign-in-inputs.ts";
import { thrownBy } from "../../support/thrown-by.ts";

type Values = Readonly<Record<string, string>>;

const read = (values: Values) => readSignIn((name) => values[name] ?? "", "api://default");

const IDS = { "client-id": "client-1", "tenant-id": "tenant-1" };
const SECRET = { ...IDS, "client-secret": "s3cret-value" };

describe("the sign-in is", () => {
  test.each([
    {
      how: "GitHub OIDC, by the ids alone",
      values: IDS,
      settings: {
        kind: "assertion",
        clientId: "client-1",
        tenantId: "tenant-1",
        audience: "api://default",
      },
    },
    {
      how: "GitHub OIDC with an audience of its own",
      values: { ...IDS, audience: "api://own" },
      settings: {
        kind: "assertion",
        clientId: "client-1",
        tenantId: "tenant-1",
        audience: "api://own",
      },
    },
    {
      how: "GitHub OIDC, as asked for",
      values: { ...IDS, "auth-type": "service_principal" },
      settings: {
        kind: "assertion",
        clientId: "client-1",
        tenantId: "tenant-1",
        audience: "api://default",
      },
    },
    {
      how: "GitHub OIDC, by its name",
      values: { ...IDS, "auth-type": "oidc" },
      settings: {
        kind: "assertion",
        clientId: "client-1",
        tenantId: "tenant-1",
        audience: "api://default",
      },
    },
    {
      how: "a client secret",
      values: SECRET,
      settings: {
        kind: "client-secret",
        clientId: "client-1",
        tenantId: "tenant-1",
        clientSecret: "s3cret-value",
      },
    },
    {
      how: "the runner's managed identity",
      values: { "auth-type": "IDENTITY" },
      settings: { kind: "managed-identity", clientId: "" },
    },
    {
      how: "a user-assigned managed identity",
      values: { "auth-type": "Identity", "client-id": "client-1" },
      settings: { kind: "managed-identity", clientId: "client-1" },
    },
    {
      how: "the session, without any id",
      values: {},
      settings: { kind: "az-session", tenantId: "" },
    },
    {
      how: "the session, as asked for, in a tenant",
      values: { "auth-type": "SESSION", "tenant-id": "tenant-1" },
      settings: { kind: "az-session", tenantId: "tenant-1" },
    },
  ])("$how", ({ values, settings }) => {
    expect(read(values)).toEqual(settings);
  });
});

describe("the sign-in is refused", () => {
  test.each([
    {
      fault: "of an unknown type",
      values: { "auth-type": "MSI" },
      input: "auth-type",
      says: "does not accept 'MSI'",
    },
    {
      fault: "without a tenant",
      values: { "client-id": "client-1" },
      input: "tenant-id",
      says: "is empty or missing",
    },
    {
      fault: "without a client",
      values: { "tenant-id": "tenant-1" },
      input: "client-id",
      says: "is empty or missing",
    },
    {
      fault: "with a secret alone",
      values: { "client-secret": "s3cret-value" },
      input: "client-id",
      says: "is empty or missing",
    },
    {
      fault: "as a service principal without ids",
      values: { "auth-type": "SERVICE_PRINCIPAL" },
      input: "client-id",
      says: "is empty or missing",
    },
    {
      fault: "with a secret and an audience",
      values: { ...SECRET, audience: "api://own" },
      input: "audience",
      says: "is not used with 'client-secret'",
    },
    {
      fault: "by OIDC with a secret",
      values: { ...SECRET, "auth-type": "OIDC" },
      input: "client-secret",
      says: "is not used with 'auth-type: OIDC'",
    },
    {
      fault: "as an identity with a tenant",
      values: { "auth-type": "IDENTITY", "tenant-id": "tenant-1" },
      input: "tenant-id",
      says: "is not used with 'auth-type: IDENTITY'",
    },
    {
      fault: "as an identity with a secret",
      values: { "auth-type": "IDENTITY", "client-secret": "s3cret-value" },
      input: "client-secret",
      says: "is not used with",
    },
    {
      fault: "as a session with a secret",
      values: { "auth-type": "SESSION", "client-secret": "s3cret-value" },
      input: "client-secret",
      says: "is not used with 'auth-type: SESSION'",
    },
    {
      fault: "as a session with a client",
      values: { "auth-type": "SESSION", "client-id": "client-1" },
      input: "client-id",
      says: "is not used with",
    },
    {
      fault: "as a session with an audience",
      values: { audience: "api://own" },
      input: "audience",
      says: "is not used with the session of the Azure CLI",
    },
  ])("$fault, without a word of the secret", ({ values, input, says }) => {
    const error = thrownBy(() => read(values));

    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ input, message: expect.stringContaining(says) });
    expect(
      JSON.stringify([(error as InputError).message, (error as InputError).hint]),
    ).not.toContain("s3cret-value");
  });
});

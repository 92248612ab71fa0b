import { describe, expect, test } from "vitest";
import { serviceConnection } from "../../../../src/hosts/azure-pipelines/connection.ts";
import { takeVariables } from "../../../../src/hosts/azure-pipelines/variables.ts";
import { thrownBy } from "../../../support/thrown-by.ts";

const ID = "0b5d7a1c-0000-4000-8000-000000000001";
const IDS = { SERVICEPRINCIPALID: "client-1", TENANTID: "tenant-1" };

function connection(scheme: string, parameters: Record<string, string> = {}) {
  const entries = Object.entries(parameters).map(([key, value]) => [
    `ENDPOINT_AUTH_PARAMETER_${ID}_${key}`,
    value,
  ]);
  const env = { [`ENDPOINT_AUTH_SCHEME_${ID}`]: scheme, ...Object.fromEntries(entries) };
  return serviceConnection(ID, takeVariables(env));
}

describe("a service connection signs in", () => {
  test.each([
    {
      by: "workload identity federation",
      scheme: "workloadidentityfederation",
      more: {},
      settings: { kind: "assertion", audience: "api://x" },
    },
    {
      by: "a secret",
      scheme: "ServicePrincipal",
      more: { SERVICEPRINCIPALKEY: "s3cret-value" },
      settings: { kind: "client-secret", clientSecret: "s3cret-value" },
    },
    {
      by: "a certificate",
      scheme: "ServicePrincipal",
      more: { AUTHENTICATIONTYPE: "SPNCertificate", SERVICEPRINCIPALCERTIFICATE: "pem" },
      settings: { kind: "client-certificate", certificatePem: "pem" },
    },
  ])("by $by", ({ scheme, more, settings }) => {
    expect(connection(scheme, { ...IDS, ...more }).signIn("api://x")).toEqual({
      tenantId: "tenant-1",
      clientId: "client-1",
      ...settings,
    });
  });

  test("by the agent's managed identity", () => {
    expect(connection("ManagedServiceIdentity").signIn("")).toEqual({
      kind: "managed-identity",
      clientId: "",
    });
  });
});

describe("a service connection that cannot sign in says why", () => {
  test.each([
    { scheme: "", parameters: {}, says: "no such service connection" },
    { scheme: "Token", parameters: IDS, says: "'Token'" },
    { scheme: "ServicePrincipal", parameters: IDS, says: "no client secret" },
    {
      scheme: "ServicePrincipal",
      parameters: { ...IDS, AUTHENTICATIONTYPE: "spnCertificate" },
      says: "no certificate",
    },
    {
      scheme: "WorkloadIdentityFederation",
      parameters: { TENANTID: "tenant-1" },
      says: "no application id",
    },
  ])("$scheme: $says", ({ scheme, parameters, says }) => {
    const error = thrownBy(() => connection(scheme, parameters).signIn("api://x"));

    expect(error).toMatchObject({ reason: "sign-in-failed" });
    expect(String(error)).toContain(says);
  });
});

test("its secrets are those that it has", () => {
  expect(connection("ServicePrincipal", IDS).secrets).toEqual([]);
  expect(connection("ServicePrincipal", { SERVICEPRINCIPALKEY: "a" }).secrets).toEqual(["a"]);
});

import { constants, createHash, createPrivateKey, sign, X509Certificate } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { IDENTITY } from "../emulator.ts";
import { type Reply, TestClient } from "../test-client.ts";
import { makeClientCertificate } from "./client-certificate.ts";

type Certificate = Awaited<ReturnType<typeof makeClientCertificate>>;

const { tenantId, clientId } = IDENTITY;
const TOKEN_PATH = `/${tenantId}/oauth2/v2.0/token`;

let own: Certificate;
let other: Certificate;
beforeAll(async () => {
  own = await makeClientCertificate(new TestClient().now);
  other = await makeClientCertificate(new TestClient().now);
});

/** A client whose application has the certificate. */
function owner(): TestClient {
  const client = new TestClient();
  client.emulator.entra.identity().certificates.push(own.certificatePem);
  return client;
}

interface Made {
  readonly key?: Certificate;
  readonly named?: Certificate;
  readonly alg?: "PS256" | "RS256";
  readonly claims?: Record<string, unknown>;
}

function assertion(client: TestClient, { key = own, named = own, alg = "PS256", claims }: Made) {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const { raw } = new X509Certificate(named.certificatePem);
  const hash = (name: string) => createHash(name).update(raw).digest("base64url");
  const header = alg === "PS256" ? { "x5t#S256": hash("sha256") } : { x5t: hash("sha1") };
  const now = client.now / 1000;
  const signed = `${part({ alg, ...header })}.${part({
    iss: clientId,
    sub: clientId,
    aud: `${client.emulator.origin}${TOKEN_PATH}`,
    nbf: now,
    exp: now + 600,
    ...claims,
  })}`;
  const padding = alg === "PS256" ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  const privateKey = { key: createPrivateKey(key.pem), ...padding };
  return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

function present(client: TestClient, made: Made = {}): Promise<Reply> {
  return client.send("POST", TOKEN_PATH, {
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion(client, made),
      scope: "https://management.azure.com/.default",
    }).toString(),
    headers: { authorization: "", "content-type": "application/x-www-form-urlencoded" },
  });
}

describe("an assertion signed with the application's certificate", () => {
  test.each([{ alg: "PS256" }, { alg: "RS256" }] as const)("buys a token by $alg", async (made) => {
    expect((await present(owner(), made)).status).toBe(200);
  });

  test.each<{ fault: string; made: () => Made; code: number }>([
    {
      fault: "names a foreign certificate",
      made: () => ({ key: other, named: other }),
      code: 700027,
    },
    { fault: "is signed with a foreign key", made: () => ({ key: other }), code: 700027 },
    { fault: "is for another endpoint", made: () => ({ claims: { aud: "x" } }), code: 50012 },
    { fault: "has ended", made: () => ({ claims: { exp: 1 } }), code: 700024 },
  ])("is refused if it $fault", async ({ made, code }) => {
    const { status, value } = await present(owner(), made());

    expect(status).toBe(401);
    expect(value.error_codes).toEqual([code]);
  });

  test("is refused once the certificate has run out", async () => {
    const client = owner();
    client.pass(86_400);

    expect((await present(client)).value.error_description).toContain("The key used is expired");
  });

  test("is refused of an application without a certificate", async () => {
    expect((await present(new TestClient())).value.error_codes).toEqual([700027]);
  });
});

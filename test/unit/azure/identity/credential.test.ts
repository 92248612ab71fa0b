import { X509Certificate } from "node:crypto";
import { createDefaultHttpClient } from "@azure/core-rest-pipeline";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CLOUDS } from "../../../../src/azure/identity/clouds.ts";
import { tokenSource } from "../../../../src/azure/identity/credential.ts";
import type { HostSignIn, SignInSettings } from "../../../../src/azure/identity/sign-in.ts";
import { ActionError, RunCancelledError } from "../../../../src/errors.ts";
import type { World } from "../../../../src/world.ts";
import { makeClientCertificate } from "../../../emulator/identity/client-certificate.ts";
import { isSignedWith, parseJwt } from "../../../emulator/identity/jwt.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";
import { NEVER_CANCELLED } from "../../time/pace-builder.ts";

// An authority that nobody knows is not looked up at Microsoft's, so that two requests are all.
const AUTHORITY = "https://login.contoso.test";
const CLOUD = { ...CLOUDS.azurecloud, authority: AUTHORITY };
const TENANT = "aaaaaaaa-0000-0000-0000-000000000001";
const MINUTE = 60_000;

const OIDC: SignInSettings = {
  kind: "assertion",
  tenantId: TENANT,
  clientId: "client-1",
  audience: "api://AzureADTokenExchange",
};
const SECRET: SignInSettings = {
  kind: "client-secret",
  tenantId: TENANT,
  clientId: "client-1",
  clientSecret: "s3cret-value",
};

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

/** Serves tokens `token-1`, `token-2`, … that live for `seconds`, and keeps what was posted. */
function authority(seconds: number) {
  const posts: URLSearchParams[] = [];
  const root = `${AUTHORITY}/${TENANT}`;
  nock(AUTHORITY)
    .persist()
    .get(`/${TENANT}/v2.0/.well-known/openid-configuration`)
    .query(true)
    .reply(200, {
      issuer: `${root}/v2.0`,
      authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
      token_endpoint: `${root}/oauth2/v2.0/token`,
      jwks_uri: `${root}/discovery/v2.0/keys`,
    });
  nock(AUTHORITY)
    .persist()
    .post(`/${TENANT}/oauth2/v2.0/token`, (body) => {
      posts.push(new URLSearchParams(body));
      return true;
    })
    .query(true)
    .reply(200, () => ({
      token_type: "Bearer",
      expires_in: seconds,
      access_token: `token-${posts.length}`,
    }));
  return posts;
}

/** A host that gives no assertion. */
const HOST: HostSignIn = {
  assertions: "vouchers",
  session: "Run az login first",
  assertion: async () => {
    throw new Error("This host gives no assertion.");
  },
  adviceOnSubject: (subject) => `Look at ${subject}.`,
};

function setUp(settings: SignInSettings, signIn = HOST) {
  // The library knows only the real time, so the clock starts there and moves on by hand.
  const clock = new VirtualClock(performance.timeOrigin + performance.now());
  const secrets: string[] = [];
  const world: World = {
    clock,
    http: createDefaultHttpClient(),
    signal: NEVER_CANCELLED,
    uuid: () => "",
    random: () => 0,
  };
  const keepSecret = (value: string) => void secrets.push(value);
  const tokens = tokenSource(settings, CLOUD, { signIn, world, keepSecret });
  const token = (fresh = false, signal = NEVER_CANCELLED, validForMs = 0) =>
    tokens({ fresh, signal, validForMs });
  return { clock, secrets, token };
}

/** A host whose assertions are `assertion-1`, `assertion-2`, …, and the audiences that they were asked for. */
function vouching() {
  const asked: string[] = [];
  const signIn: HostSignIn = {
    ...HOST,
    async assertion(audience) {
      asked.push(audience);
      return `assertion-${asked.length}`;
    },
  };
  return { asked, signIn };
}

describe("a sign-in by the host's assertions", () => {
  test("presents an assertion for the audience, once, and keeps it and the token secret", async () => {
    const posts = authority(3_600);
    const { asked, signIn } = vouching();
    const { secrets, token } = setUp(OIDC, signIn);

    expect(await token()).toBe("token-1");
    expect(asked).toEqual(["api://AzureADTokenExchange"]);
    expect(posts.map((post) => post.get("client_assertion"))).toEqual(["assertion-1"]);
    expect(secrets).toEqual(["assertion-1", "token-1"]);
  });

  test("asks the host for a new assertion for every new token", async () => {
    const posts = authority(3_600);
    const { token } = setUp(OIDC, vouching().signIn);

    await token();
    await token(true);
    await token(true);

    expect(posts.map((post) => post.get("client_assertion"))).toEqual([
      "assertion-1",
      "assertion-2",
      "assertion-3",
    ]);
  });

  test("asks for one when a token has simply run out, too", async () => {
    const posts = authority(200);
    const { token } = setUp(OIDC, vouching().signIn);

    await token();
    await token();

    expect(posts.map((post) => post.get("client_assertion"))).toEqual([
      "assertion-1",
      "assertion-2",
    ]);
  });

  test("ends with the host's own words where it gives none, and nothing is posted", async () => {
    const posts = authority(3_600);
    const refusal = new ActionError("sign-in-failed", "No assertion today.", { hint: "Ask." });
    const { secrets, token } = setUp(OIDC, {
      ...HOST,
      assertion: async () => {
        throw refusal;
      },
    });

    await expect(token()).rejects.toBe(refusal);
    expect(posts).toEqual([]);
    expect(secrets).toEqual([]);
  });

  test("tells what was presented and what the host advises, where Entra knows no such subject", async () => {
    nock(AUTHORITY)
      .post(`/${TENANT}/oauth2/v2.0/token`)
      .query(true)
      .reply(401, {
        error: "invalid_client",
        error_codes: [700213],
        error_description: "AADSTS700213: No matching federated identity record found.",
      });
    authority(3_600);
    const claims = Buffer.from(JSON.stringify({ sub: "subject-1" })).toString("base64url");
    const { token } = setUp(OIDC, { ...HOST, assertion: async () => `a.${claims}.c` });

    const error = await token().catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ reason: "sign-in-failed", service: { code: "AADSTS700213" } });
    expect((error as ActionError).hint).toMatch(
      /^Look at subject-1\. The assertion has the subject 'subject-1',/,
    );
  });
});

describe("a sign-in with a certificate", () => {
  let made: Awaited<ReturnType<typeof makeClientCertificate>>;
  beforeAll(async () => {
    made = await makeClientCertificate();
  });
  const settings = (certificatePem: string): SignInSettings => {
    return { kind: "client-certificate", tenantId: TENANT, clientId: "client-1", certificatePem };
  };

  test("signs a new assertion for every new token, and sends no part of the key", async () => {
    const posts = authority(3_600);
    const { token } = setUp(settings(made.pem));

    await token();
    await token(true);

    const assertions = posts.map((post) => post.get("client_assertion") ?? "");
    const { publicKey } = new X509Certificate(made.certificatePem);
    const jwts = assertions.map(parseJwt);
    expect(jwts.map((jwt) => jwt && isSignedWith(publicKey, jwt))).toEqual([true, true]);
    expect(jwts[0]?.claims).toMatchObject({ iss: "client-1", sub: "client-1" });
    expect(assertions[0]).not.toBe(assertions[1]);
  });

  test("takes the certificate before the key, and Windows' line ends", async () => {
    authority(3_600);
    const [, key = ""] = /^(.*?)(?=-----BEGIN CERTIFICATE)/s.exec(made.pem) ?? [];
    const pem = `${made.certificatePem}${key}`.replaceAll("\n", "\r\n");

    expect(await setUp(settings(pem)).token()).toBe("token-1");
  });

  test.each([
    { fault: "is no PEM", pemOf: () => "s3cret-value" },
    { fault: "comes without its key", pemOf: () => made.certificatePem },
  ])("that $fault fails without telling what it is", async ({ pemOf }) => {
    authority(3_600);

    const error = await setUp(settings(pemOf()))
      .token()
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ reason: "sign-in-failed" });
    expect((error as ActionError).hint).toContain("comes with its private key, both as PEM");
    expect((error as ActionError).message).not.toMatch(/s3cret|BEGIN|MII/);
  });
});

describe("a sign-in with a client secret", () => {
  test("asks for the cloud's ARM, and keeps the token secret", async () => {
    const posts = authority(3_600);
    const { secrets, token } = setUp(SECRET);

    expect(await token()).toBe("token-1");
    expect(posts[0]?.get("client_secret")).toBe("s3cret-value");
    expect(posts[0]?.get("scope")).toContain("https://management.azure.com/.default");
    expect(secrets).toEqual(["token-1"]);
  });

  test("keeps its token until five minutes before the end", async () => {
    authority(3_600);
    const { clock, secrets, token } = setUp(SECRET);

    await token();
    clock.advance(54 * MINUTE);
    await token();
    const askedFor = secrets.length;
    clock.advance(2 * MINUTE);
    await token();

    expect(askedFor).toBe(1);
    expect(secrets).toHaveLength(2);
  });

  test.each([
    { after: 30, renewed: false },
    { after: 49, renewed: false },
    { after: 51, renewed: true },
    { after: 53, renewed: true },
  ])(
    "of an hour renews it for a write of ten minutes after $after min: $renewed",
    async ({ after, renewed }) => {
      authority(3_600);
      const { clock, token } = setUp(SECRET);

      await token();
      clock.advance(after * MINUTE);

      expect(await token()).toBe("token-1");
      expect(await token(false, NEVER_CANCELLED, 10 * MINUTE)).toBe(
        renewed ? "token-2" : "token-1",
      );
    },
  );

  test("does not ask for a longer one again and again where there is none", async () => {
    const posts = authority(200);
    const { clock, token } = setUp(SECRET);

    await token(false, NEVER_CANCELLED, 5 * MINUTE);
    clock.advance(20_000);
    await token(false, NEVER_CANCELLED, 5 * MINUTE);
    const soon = posts.length;
    clock.advance(20_000);
    await token(false, NEVER_CANCELLED, 5 * MINUTE);

    expect(soon).toBe(1);
    expect(posts).toHaveLength(2);
  });

  test("that fails leaves a write without a token that would end too soon, and a read with it", async () => {
    authority(3_600);
    const { clock, token } = setUp(SECRET);
    await token();
    clock.advance(56 * MINUTE);
    nock.cleanAll();
    nock(AUTHORITY).persist().post(/.*/).query(true).reply(400, { error: "invalid_grant" });
    nock(AUTHORITY).persist().get(/.*/).query(true).reply(400, {});

    expect(await token()).toBe("token-1");
    await expect(token(false, NEVER_CANCELLED, 5 * MINUTE)).rejects.toMatchObject({
      reason: "sign-in-failed",
    });
  });

  test("shares one request among all who wait for the token", async () => {
    const posts = authority(3_600);
    const { token } = setUp(SECRET);

    expect(await Promise.all([token(), token(), token()])).toEqual([
      "token-1",
      "token-1",
      "token-1",
    ]);
    expect(posts).toHaveLength(1);
  });

  test("never gives a token again that ARM has refused", async () => {
    authority(3_600);
    const { token } = setUp(SECRET);

    expect(await token()).toBe("token-1");
    expect(await token(true)).toBe("token-2");
    expect(await token()).toBe("token-2");
  });

  test("says what Entra said, and tries anew the next time", async () => {
    nock(AUTHORITY)
      .post(`/${TENANT}/oauth2/v2.0/token`)
      .query(true)
      .reply(401, {
        error: "invalid_client",
        error_codes: [7000215],
        error_description: "AADSTS7000215: Invalid client secret provided.",
      });
    authority(3_600);
    const { token } = setUp(SECRET);

    await expect(token()).rejects.toMatchObject({
      reason: "sign-in-failed",
      service: { code: "AADSTS7000215" },
      hint: "The client secret is wrong. Use the secret's value, not its id.",
    });
    expect(await token()).toMatch(/^token-/);
  });
});

describe("a sign-in that does not answer", () => {
  test("is cut off by the time limit of the request", async () => {
    const { token } = setUp(SECRET);
    const limit = AbortSignal.abort(new DOMException("too long", "TimeoutError"));

    await expect(token(false, limit)).rejects.toMatchObject({
      reason: "sign-in-failed",
      message: "Could not sign in: no answer in time.",
    });
  });

  test("gives way to a cancelled run", async () => {
    const { token } = setUp(SECRET);
    const reason = new RunCancelledError("The workflow was cancelled (SIGTERM).");
    const cancel = new AbortController();

    const ended = token(false, cancel.signal);
    cancel.abort(reason);

    await expect(ended).rejects.toBe(reason);
  });
});

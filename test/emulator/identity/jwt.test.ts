import { describe, expect, test } from "vitest";
import { isSignedBy, type Jwt, parseJwt, SigningKey } from "./jwt.ts";

const key = new SigningKey();

function taken(token: string): Jwt {
  const jwt = parseJwt(token);
  if (!jwt) throw new Error("not a JWT");
  return jwt;
}

describe("a signed token", () => {
  test("can be taken apart and proven by the published key", () => {
    const jwt = taken(key.sign({ sub: "payroll" }));

    expect(jwt.claims).toEqual({ sub: "payroll" });
    expect(jwt.header).toMatchObject({ typ: "JWT", alg: "RS256", kid: key.keyId });
    expect(isSignedBy(key.keySet, jwt)).toBe(true);
  });

  test.each([
    { fault: "another key signed", token: new SigningKey().sign({ sub: "payroll" }) },
    {
      fault: "another key signed in the name of this one",
      token: new SigningKey().sign({ sub: "payroll" }, { kid: key.keyId }),
    },
    { fault: "names no algorithm", token: key.sign({ sub: "payroll" }, { alg: "none" }) },
    {
      fault: "was changed after signing",
      token: key
        .sign({ sub: "payroll" })
        .replace(/\.[^.]+\./, `.${Buffer.from('{"sub":"admin"}').toString("base64url")}.`),
    },
  ])("is not proven if it $fault", ({ token }) => {
    expect(isSignedBy(key.keySet, taken(token))).toBe(false);
  });

  test("keeps its private half to itself", () => {
    expect(Object.keys(key.keySet.keys[0] ?? {}).sort()).toEqual([
      "alg",
      "e",
      "kid",
      "kty",
      "n",
      "use",
    ]);
  });
});

test.each(["", "a.b", "a.b.c", "W10.e30.x", "e30.e30.x.y"])("%j is no token", (text) => {
  expect(parseJwt(text)).toBeUndefined();
});

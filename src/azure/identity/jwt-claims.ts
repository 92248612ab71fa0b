/** The claims of a JWT, of which nothing is proven; undefined if it is not one. */
export function readClaims(jwt: string): unknown {
  try {
    return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

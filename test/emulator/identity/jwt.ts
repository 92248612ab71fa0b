import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

/** A JWT taken apart; nothing about it is proven yet. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the signature covers. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** A JSON Web Key Set, as it is published. */
export interface KeySet {
  readonly keys: readonly JsonWebKey[];
}

/** An RSA key that signs with RS256 and publishes its public half. */
export class SigningKey {
  readonly #privateKey: KeyObject;
  readonly keyId: string;
  /** What verifiers may know. */
  readonly keySet: KeySet;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = publicKey.export({ format: "jwk" });
    this.#privateKey = privateKey;
    this.keyId = createHash("sha1").update(String(jwk.n)).digest("base64url");
    this.keySet = { keys: [{ ...jwk, use: "sig", alg: "RS256", kid: this.keyId }] };
  }

  /** Makes a JWT of claims; `header` overrides the usual one. */
  sign(claims: Record<string, unknown>, header: Record<string, unknown> = {}): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const usual = { typ: "JWT", alg: "RS256", x5t: this.keyId, kid: this.keyId };
    const signed = `${part({ ...usual, ...header })}.${part(claims)}`;
    const signature = sign("sha256", Buffer.from(signed), this.#privateKey);
    return `${signed}.${signature.toString("base64url")}`;
  }
}

const keys = new Map<string, SigningKey>();

/** The key of that name; one per process, because making one takes long. */
export function signingKey(name: string): SigningKey {
  const key = keys.get(name) ?? new SigningKey();
  keys.set(name, key);
  return key;
}

/** Takes a JWT apart; undefined if it is none. */
export function parseJwt(token: string): Jwt | undefined {
  const [head = "", body = "", signature, ...rest] = token.split(".");
  if (signature === undefined || rest.length > 0) return undefined;
  const [header, claims] = [head, body].map(objectIn);
  if (!header || !claims) return undefined;
  return {
    header,
    claims,
    signed: `${head}.${body}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

/** Whether a key of the set has signed a JWT with RS256, the only algorithm taken. */
export function isSignedBy({ keys: known }: KeySet, jwt: Jwt): boolean {
  const key = known.find(({ kid }) => kid === jwt.header.kid);
  if (!key || jwt.header.alg !== "RS256") return false;
  return isSignedWith(createPublicKey({ key, format: "jwk" }), jwt);
}

/** Whether the private half of a key has signed a JWT, with RS256 or PS256. */
export function isSignedWith(publicKey: KeyObject, { header, signed, signature }: Jwt): boolean {
  const data = Buffer.from(signed);
  if (header.alg === "RS256") return verify("sha256", data, publicKey, signature);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return header.alg === "PS256" && verify("sha256", data, { key: publicKey, padding }, signature);
}

function objectIn(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

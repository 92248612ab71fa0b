import "reflect-metadata";
import { createHash, X509Certificate } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { IdentityState } from "./entra.ts";
import { SignInRefusal } from "./entra-errors.ts";
import { isSignedWith, type Jwt } from "./jwt.ts";

const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
/** Clients may be ahead by that much (document). */
const SKEW_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A certificate with its private key. */
interface ClientCertificate {
  /** What the application's owner uploads. */
  readonly certificatePem: string;
  /** Key and certificate, which whoever signs in keeps. */
  readonly pem: string;
}

/** Makes a certificate for an application, valid for a day either way of `now` (epoch ms). */
export async function makeClientCertificate(now = Date.now()): Promise<ClientCertificate> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "03",
    name: "CN=backup-gate",
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + DAY_MS),
    keys,
    signingAlgorithm: ALGORITHM,
  });
  const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  const certificatePem = `${certificate.toString("pem")}\n`;
  return {
    certificatePem,
    pem: `${x509.PemConverter.encode(key, "PRIVATE KEY")}\n${certificatePem}`,
  };
}

/** Whether an assertion speaks for the application itself, as one signed with its certificate does. */
export function isOwnAssertion(
  { claims: { iss, sub } }: Jwt,
  { clientId }: IdentityState,
): boolean {
  return iss === clientId && sub === clientId;
}

/**
 * Refuses a client's own assertion unless a certificate of the identity has signed it, and it is for
 * this token endpoint and valid now (document; public issues quote the codes).
 */
export function checkOwnAssertion(
  jwt: Jwt,
  { certificates, clientId }: IdentityState,
  { now, tokenUrl }: { now: number; tokenUrl: string },
): void {
  const invalid = (reason: string) =>
    new SignInRefusal(
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: '${thumbprintIn(jwt)}', Application: '${clientId}'].`,
    );
  const certificate = certificates
    .map((pem) => new X509Certificate(pem))
    .find((one) => isNamed(jwt, one));
  if (certificate === undefined) throw invalid("The key was not found.");
  if (!isSignedWith(certificate.publicKey, jwt)) throw invalid("The signature is not valid.");
  const isUsable =
    certificate.validFromDate.getTime() <= now && now < certificate.validToDate.getTime();
  if (!isUsable) throw invalid("The key used is expired.");
  const { aud, exp, nbf } = jwt.claims;
  if (aud !== tokenUrl) {
    throw new SignInRefusal(
      50012,
      `The audience '${aud}' of the client assertion is not this token endpoint '${tokenUrl}'.`,
    );
  }
  if (!(Number(nbf ?? 0) * 1000 <= now + SKEW_MS && now < Number(exp) * 1000)) {
    throw new SignInRefusal(700024, "The client assertion is used outside of its validity.");
  }
}

/** Whether the header names a certificate, by the hash of either kind. */
function isNamed({ header }: Jwt, certificate: X509Certificate): boolean {
  const hash = (name: string) => createHash(name).update(certificate.raw).digest("base64url");
  const sha256 = header["x5t#S256"];
  return sha256 === undefined ? header.x5t === hash("sha1") : sha256 === hash("sha256");
}

function thumbprintIn({ header }: Jwt): string {
  const named = String(header["x5t#S256"] ?? header.x5t ?? "");
  return Buffer.from(named, "base64url").toString("hex").toUpperCase();
}

/** Node's error codes for a certificate it does not accept. */
const REFUSED = /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO)/;

/**
 * What to do about a connection that failed with this Node error code; undefined if no certificate
 * is to blame.
 */
export function certificateAdvice(code: string): string | undefined {
  return REFUSED.test(code)
    ? "A proxy or a private cloud may use its own certificate authority: set NODE_EXTRA_CA_CERTS to its PEM file in this machine's environment."
    : undefined;
}

/**
 * Whether GitHub's runner drops a job output: it does so where masking the secrets would change the
 * value. Masked is a secret as it is, without regard to where it begins, and its bytes in base64, at
 * each of the three alignments (actions/runner: JobExtension, HostContext, SecretMasker). Its other
 * spellings, such as escaped for JSON or a URL, differ only for secrets with special characters.
 *
 * act has no such rule, so it is applied to what act hands on.
 */
export function isDropped(value: string, secrets: readonly string[]): boolean {
  return secrets.flatMap(spellings).some((secret) => secret !== "" && value.includes(secret));
}

function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, ...[0, 1, 2].map((shift) => bytes.subarray(shift).toString("base64"))];
}

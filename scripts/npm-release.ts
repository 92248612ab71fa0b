import { createHash } from "node:crypto";

/** A package to publish. */
interface PackedCommand {
  readonly version: string;
  /** The path of its tarball. */
  readonly file: string;
  readonly content: Uint8Array;
}

const NAME = "azure-backup-gate";
const REQUEST_TIME = 30_000;

/**
 * Publishes the command's package, with provenance. If an earlier run has done so and the registry has
 * the same bytes, there is nothing to do.
 *
 * @param npm runs npm with these arguments, and throws if it fails.
 * @returns what it did.
 * @throws if the registry has this version with other bytes, or does not answer.
 */
export async function publishPackage(
  { version, file, content }: PackedCommand,
  registry: string,
  npm: (args: readonly string[]) => void,
): Promise<string> {
  const answer = await fetch(`${registry}/${NAME}/${version}`, {
    signal: AbortSignal.timeout(REQUEST_TIME),
  });
  if (answer.status === 404) {
    npm(["publish", file, "--provenance", "--access", "public", "--ignore-scripts"]);
    return `Published ${NAME} ${version}.`;
  }
  if (!answer.ok)
    throw new Error(`The registry answered ${answer.status} about ${NAME} ${version}.`);
  const { dist } = (await answer.json()) as { readonly dist?: { readonly integrity?: string } };
  const own = `sha512-${createHash("sha512").update(content).digest("base64")}`;
  if (dist?.integrity !== own) {
    throw new Error(
      `The registry has another ${NAME} ${version}: raise the version in package.json.`,
    );
  }
  return `${NAME} ${version} is published already.`;
}

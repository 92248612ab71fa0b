import { EXIT_CODES } from "./exit-code.ts";
import { tellWrongUsage } from "./wrong-usage.ts";

/**
 * Imported before everything that an old version of Node cannot read. What this imports itself has to
 * load and run there.
 */

/** The oldest version on which the command and its libraries run. */
const OLDEST_NODE = [22, 21] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  tellWrongUsage(
    `azure-backup-gate needs Node ${OLDEST_NODE.join(".")} or later, and this is ${process.versions.node}.`,
    process.argv.slice(2),
  );
  process.exit(EXIT_CODES.wrongUsage);
}

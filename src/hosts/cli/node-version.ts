/** Imported before everything that an old version of Node cannot read. */

/** The oldest version on which the command and its libraries run. */
const OLDEST_NODE = [22, 21] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(
    `azure-backup-gate needs Node ${OLDEST_NODE.join(".")} or later, and this is ${process.versions.node}.\n`,
  );
  // As for any other wrong start of the command: nothing was sent.
  process.exit(2);
}

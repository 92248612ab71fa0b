/** Imported before everything that an old version of Node cannot read. */

/**
 * The oldest version that the code is built for; older ones lack functions that it calls, and the
 * errors would look like the action's fault.
 */
const OLDEST_NODE = 20;

const [major = ""] = process.versions.node.split(".");
if (Number(major) < OLDEST_NODE) {
  process.stdout.write(
    `::error title=Backup gate closed::This action needs Node ${OLDEST_NODE} or later, and the runner runs it on ${process.versions.node}. Update the runner.\n`,
  );
  process.exit(1);
}

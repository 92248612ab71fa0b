/**
 * Imported before everything else, so that the process fails from its first line on. Node exits
 * with code 0 if a promise never settles, but only a published verdict may do that.
 */
process.exitCode = 1;

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

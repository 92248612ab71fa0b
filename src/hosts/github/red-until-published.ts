/**
 * Imported before everything else: the process is red from its first line on. Node ends with exit
 * code 0 where a promise never settles, and only a published verdict may do that.
 */
process.exitCode = 1;

/** What the code is built for; older versions lack what it calls, and would blame the action. */
const OLDEST_NODE = 20;

const [major = ""] = process.versions.node.split(".");
if (Number(major) < OLDEST_NODE) {
  process.stdout.write(
    `::error title=Backup gate closed::This action needs Node ${OLDEST_NODE} or later, and the runner runs it on ${process.versions.node}. Update the runner.\n`,
  );
  process.exit(1);
}

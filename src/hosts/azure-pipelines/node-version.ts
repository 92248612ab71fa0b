/** Imported before everything that an old version of Node cannot read. */

/** The oldest version that the code is built for; on an old system the agent takes 16 (E214). */
const OLDEST_NODE = 20;

const [major = ""] = process.versions.node.split(".");
if (Number(major) < OLDEST_NODE) {
  process.stdout.write(
    `##vso[task.logissue type=error]This task needs Node ${OLDEST_NODE} or later, and the agent runs it on ${process.versions.node}. Update the agent, or its operating system if that is too old for Node ${OLDEST_NODE}.\n`,
  );
  process.exit(1);
}

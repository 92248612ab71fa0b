import tls from "node:tls";
import { Emulator } from "../emulator/emulator.ts";
import { startImds } from "../emulator/identity/imds-server.ts";
import { startServer } from "../emulator/server/server.ts";
import { reads } from "./sdk-reads.ts";
import { rules } from "./sdk-rules.ts";
import { SdkRun } from "./sdk-run.ts";
import { assertionCredential, secretCredential, signIns } from "./sdk-sign-in.ts";
import { writes } from "./sdk-writes.ts";
import { Report } from "./table.ts";

/** Over an hour of Azure's time passes in a second. */
const TIME_SCALE = 5000;

/** Makes the official JavaScript SDK work on the emulator, call by call. */
async function main(): Promise<boolean> {
  const azure = new Emulator({ timeScale: TIME_SCALE, pageSize: 5 });
  azure.vault().softDeleteRetentionDays = 180;
  await using server = await startServer(azure);
  await using imds = await startImds(azure);
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), server.caPem]);
  console.log(`@azure/arm-recoveryservicesbackup and @azure/identity against ${server.url}`);

  const report = new Report(["call", "HTTP status", "state afterwards"]);
  const bySecret = new SdkRun(azure, secretCredential(azure), report);
  const byAssertion = new SdkRun(azure, assertionCredential(azure), report);
  for (const part of [
    () => signIns(azure, report, { imdsUrl: imds.url, timeScale: TIME_SCALE }),
    () => reads(bySecret),
    () => writes(byAssertion),
    () => rules(byAssertion),
  ]) {
    await part().catch((error: unknown) => {
      const problem = String(error);
      report.add({ action: "the rest", ended: "none", state: "was tried", ok: false, problem });
    });
  }

  const unmodelled = new Set([...bySecret.unmodelled, ...byAssertion.unmodelled]);
  console.log(`\n${report}
${bySecret.compared + byAssertion.compared} values read back as they were sent.
Sent and unknown to this version of the SDK: ${[...unmodelled].sort().join(", ")}`);
  return report.good;
}

process.exitCode = (await main()) ? 0 : 1;

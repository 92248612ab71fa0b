import { benchBatch } from "./batch.ts";
import { benchCommand } from "./command.ts";
import { benchLateness } from "./lateness/lateness.ts";
import { benchLegs } from "./legs.ts";
import { benchSteps } from "./steps/steps.ts";

const USAGE = `Usage: npm run bench -- [batch|legs|lateness|command] [options]
  (nothing)  the bundle on the emulator beside the floor, Azure's SDK and az: start, memory, size
             --runs N            how often each program runs (15)
             --compare           the bundle beside that of the last saved result, and nothing else
             --at REVISION       measures the bundle of that commit
             --save              keeps the result in test/bench/results
             --json FILE         where the result is written otherwise (build/bench/steps.json)
             --markdown          tables for a document
  batch      one step about many items, in virtual time, beside a loop of az commands
             --items N,N         how many items (1,10,100,1000)
             --operation X,X     operations (each one that writes, and verify-backup)
             --quota N,N         what the first read of an hour leaves (149,249)
             --workload X        SQLDataBase, VM or AzureFileShare (SQLDataBase)
             --max-parallel N    the input of that name (10)
             --by X              name several items by pattern or by lines (pattern; deletions by lines)
             --markdown          tables for a document
  legs       the legs of a matrix, which share the quotas of one subscription
             --legs NxN,NxN      legs and items of each (12x50,50x12,256x4)
             --at-once N,N       how many legs run at once (1,4,12,all)
             --operation X, --quota N, --max-parallel N, --markdown: as above, one of each
  lateness   how late recorded ends are seen, ours beside az, PowerShell and the SDK, and 429s
             --recordings DIR    the recordings (../shared/recordings)
             --draws N           how often each end is waited for (20)
             --search            searches times on the tuning part, and checks them on the other
             --markdown          as above
  command    the command for terminals, packed and installed: time to its first output, size`;

const [what, ...args] = process.argv.slice(2);
if (what === "batch") await benchBatch(args);
else if (what === "legs") await benchLegs(args);
else if (what === "lateness") await benchLateness(args);
else if (what === "command") await benchCommand();
else if (what === undefined || (what.startsWith("--") && what !== "--help"))
  await benchSteps(process.argv.slice(2));
else {
  console.log(USAGE);
  process.exitCode = what === "--help" ? 0 : 2;
}

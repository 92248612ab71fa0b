import { nameInput } from "../manifest/names-in-messages.ts";
import { inChunks, listedItems, requireRoom, stateInWords } from "../operations/list-items.ts";
import { OPERATIONS_BY_NAME } from "../operations/operations.ts";
import { cancelJob } from "./cancel-job.ts";
import { judgeItems } from "./judge-items.ts";
import { one } from "./results.ts";
import { survey } from "./survey.ts";
import type { Ending, ListTask, Result, Task } from "./task.ts";
import type { ReadTools, Tools } from "./tools.ts";
import { waitForJob } from "./wait-for-job.ts";
import { writeItems } from "./write-items.ts";

/**
 * Carries out the task. Every operation is the same sequence: find and look, plan, send, follow the
 * operation, follow the job, look again. An operation that needs less of it stops earlier.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function perform(task: Task, tools: Tools): Promise<readonly Result[]> {
  switch (task.kind) {
    case "job": {
      const { cancels } = OPERATIONS_BY_NAME[task.wish.kind];
      return one(await (cancels ? cancelJob : waitForJob)(task, tools), tools);
    }
    case "list":
      return one(await listAll(task, tools), tools);
    case "question":
      return judgeItems(task, tools);
    case "write":
      return writeItems(task, tools);
    default:
      return task satisfies never;
  }
}

/** More legs than this can use up the hourly quota of one kind of read (E129). */
const MANY_LEGS = 20;

async function listAll({ wish, selection, workload }: ListTask, tools: ReadTools): Promise<Ending> {
  const { allowEmpty, matrixChunks } = wish;
  const { items, listed } = await survey(
    { selection, workload, purpose: "list", allowEmpty },
    tools,
  );
  const described = listedItems(items, listed.length > 0 ? listed : items);
  tools.log.detail(
    described.length === 1 ? "1 item" : `${described.length} items`,
    described.map((one) => `${one.path} (${one.workload}): ${stateInWords(one)}`),
  );
  const shown = matrixChunks > 1 ? inChunks(described, matrixChunks) : described;
  if (shown.length > MANY_LEGS) {
    tools.log.warn(
      `${shown.length} legs of a matrix share Azure's hourly quotas of 150 reads of a kind. ${nameInput("matrix-chunks", "10")} puts the items into fewer legs.`,
    );
  }
  requireRoom(shown, tools.fitsOutput);
  tools.learn({ items: shown });
  return { kind: "listed", count: items.length };
}

import { expect, test } from "vitest";
import { type TaskTimes, withTaskTimes } from "../../../src/sequence/task-times.ts";
import { job } from "../azure/backup/read-builders.ts";

const JOB = "7";
const look = (...tasks: readonly (readonly [string, string])[]) =>
  job({ id: JOB, endTime: undefined, tasks: tasks.map(([name, status]) => ({ name, status })) });
const seen = (name: string, status: string, begunBy: number, endedBy?: number): TaskTimes => ({
  jobId: JOB,
  name,
  status,
  begunBy,
  endedBy,
});

test("a task is seen from the look at which it had begun to the look at which it had ended", () => {
  const first = withTaskTimes([], look(["Snapshot", "InProgress"], ["Transfer", "NotStarted"]), 10);
  const second = withTaskTimes(
    first,
    look(["Snapshot", "Completed"], ["Transfer", "InProgress"]),
    20,
  );
  const third = withTaskTimes(second, look(["Snapshot", "Completed"], ["Transfer", "Failed"]), 30);

  expect(first).toEqual([seen("Snapshot", "InProgress", 10)]);
  expect(second).toEqual([
    seen("Snapshot", "Completed", 10, 20),
    seen("Transfer", "InProgress", 20),
  ]);
  expect(third).toEqual([
    seen("Snapshot", "Completed", 10, 20),
    seen("Transfer", "Failed", 20, 30),
  ]);
});

test("a task that is over at the first look was never seen before it", () => {
  expect(withTaskTimes([], look(["Transfer", "Cancelled"]), 10)).toEqual([
    seen("Transfer", "Cancelled", 10, 10),
  ]);
});

test("a task of a job that has ended was over by then, whatever the clocks say", () => {
  const ended = { ...look(["Transfer", "Completed"]), endTime: 50 };

  expect(withTaskTimes([], ended, 10)).toEqual([seen("Transfer", "Completed", 50, 50)]);
  expect(withTaskTimes([], ended, 60)).toEqual([seen("Transfer", "Completed", 60, 60)]);
});

test("the times that Azure gives a task count more than the looks", () => {
  const tasks = [{ name: "Transfer", status: "Completed", startTime: 3, endTime: 7 }];

  expect(withTaskTimes([], job({ id: JOB, tasks }), 10)).toEqual([
    seen("Transfer", "Completed", 3, 7),
  ]);
});

test("what was seen stays where a later look lacks the tasks", () => {
  const before = [seen("Transfer", "InProgress", 10)];

  expect(withTaskTimes(before, look(), 20)).toEqual(before);
});

test("the tasks of other jobs stay as they were", () => {
  const other = { ...seen("Transfer", "Failed", 1, 2), jobId: "6" };

  expect(withTaskTimes([other], look(["Transfer", "InProgress"]), 20)).toEqual([
    other,
    seen("Transfer", "InProgress", 20),
  ]);
});

test("a job of countless tasks does not grow the chart without end", () => {
  const tasks = Array.from(
    { length: 1_000 },
    (_, index) => [`Task ${index}`, "Completed"] as const,
  );

  expect(withTaskTimes([], look(...tasks), 10)).toHaveLength(40);
});

test("a time that Azure gives a task late takes the place of the look's", () => {
  const first = withTaskTimes([], look(["Transfer", "InProgress"]), 10);
  const tasks = [{ name: "Transfer", status: "Completed", startTime: 3, endTime: 7 }];

  expect(withTaskTimes(first, { ...look(), tasks }, 20)).toEqual([
    seen("Transfer", "Completed", 3, 7),
  ]);
});

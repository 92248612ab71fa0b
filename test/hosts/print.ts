import { HOSTS, HOSTS_ONCE } from "./hosts.ts";
import { SITUATIONS } from "./situations/all.ts";
import { MISNAMED, MISTAKES } from "./situations/mistakes.ts";

// How many situations are played through how many hosts, as a table.

const MISTAKEN = "mistakes of users";
const groups = { ...SITUATIONS, [MISTAKEN]: MISTAKES };
const rows = Object.entries(groups).map(([title, { length }]) => {
  return { title, count: length, plays: length * (title === MISTAKEN ? HOSTS_ONCE : HOSTS).length };
});
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const total = {
  title: "all",
  count: sum(rows.map(({ count }) => count)),
  plays: sum(rows.map(({ plays }) => plays)),
};
const reasons = new Set(
  Object.values(groups).flatMap((group) => group.map(({ reason }) => reason)),
);

process.stdout.write(
  [
    `| Situations | Number | Plays through ${HOSTS.map(({ name }) => name).join(", ")} |`,
    "| --- | --- | --- |",
    ...[...rows, total].map(({ title, count, plays }) => `| ${title} | ${count} | ${plays} |`),
    "",
    `They end for ${reasons.size} reasons. A command line refuses ${MISNAMED.length} more before there is a step; GitHub and Azure Pipelines play them.`,
    "",
  ].join("\n"),
);

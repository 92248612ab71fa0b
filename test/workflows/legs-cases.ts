import type { Emulator, ItemState } from "../emulator/emulator.ts";
import type { Run } from "./act.ts";
import type { Fact, Seen, WorkflowCase } from "./case.ts";

const FILE = "examples/hundreds-of-items.yml";
const LEGS = 12;
const GATE = "gate/Open if every leg is open";

type Ends = WorkflowCase["steps"];

/** Puts databases into the server of the example until there are `count`. */
function fillServer(azure: Emulator, count: number): void {
  const { container, serverName, parentName, recoveryPoints, logRanges } = azure.item(
    "payroll",
    "sqlserver-1",
  );
  for (let number = 1; number <= count - 2; number += 1) {
    const friendlyName = `app-${String(number).padStart(3, "0")}`;
    azure.addItem({
      ...{ workload: "SQLDataBase", container, serverName, parentName, recoveryPoints, logRanges },
      ...{ name: `SQLDataBase;mssqlserver;${friendlyName}`, friendlyName },
      policy: "HourlyLogPolicy",
      recoveryModel: "FULL",
    });
  }
}

/** Makes the newest recovery point of a database three days old. */
function age(item: ItemState): void {
  item.logRanges.splice(0);
  for (const point of item.recoveryPoints) point.time -= 3 * 86_400_000;
}

/** The steps of each leg and how its look at the items ends; legs with steps of their own may have others. */
function legs(own: Readonly<Record<number, Ends>> = {}): Ends {
  const numbers = Array.from({ length: LEGS }, (_, index) => index + 1);
  return Object.assign(
    {},
    ...numbers.map((leg) => prefixed(`legs (${leg})/`, own[leg] ?? HANDED_OVER)),
  );
}

function prefixed(prefix: string, steps: Ends): Ends {
  return Object.fromEntries(Object.entries(steps).map(([name, end]) => [`${prefix}${name}`, end]));
}

const HANDED_OVER: Ends = {
  Verify: "success",
  "Write the verdict down": "success",
  "Hand the verdict over": "success",
};

const CLOSED: Ends = { "gate/Collect the verdicts": "success", [GATE]: "failure" };

/** How many items have passed in all legs. */
function passed(run: Run): number {
  const steps = [...run.steps.keys()].filter((step) => step.endsWith("/Verify"));
  return steps.reduce((sum, step) => sum + Number(run.output(step, "items-passed")), 0);
}

/** Nothing is migrated, and the gate says why. */
function closedFor(why: string): (seen: Seen) => readonly Fact[] {
  return ({ run }) => [
    ["migrations", run.migrations.length, 0],
    ["what the gate says", run.summary(GATE).trim(), why],
  ];
}

const count = (ended: string, verdicts: number, open: number) =>
  `Of ${LEGS} legs, which ended as ${ended}, ${verdicts} have a verdict and ${open} are open.`;

/** Leg 2 ends without a verdict, as one whose runner is lost. */
const silent = (text: string) =>
  text.replaceAll("        if: always()\n", "        if: matrix.leg != 2\n");

const killed = (text: string) =>
  silent(text).replace(
    "      - name: Verify\n",
    "      - name: Be killed\n        if: matrix.leg == 2\n        run: exit 1\n\n$&",
  );

/** Leg 2 asks for a backup, and only in a dry run. */
const rehearsed = (text: string) =>
  text.replace(
    /^( *)operation: verify-backup$/m,
    `$1operation: \${{ matrix.leg == 2 && 'ensure-backup' || 'verify-backup' }}
$1dry-run: \${{ matrix.leg == 2 }}`,
  );

/** Nothing matches. Unlike GitHub, act reads the matrix of a job that is skipped, and ends at an empty text. */
const nothing = (text: string) =>
  text
    .replace("item: sqlserver-1/*", "item: sqlserver-9/*")
    .replace("fromJSON(needs.list.outputs.items)", "fromJSON(needs.list.outputs.items || '[{}]')");

const allOpen = (items: number): WorkflowCase => ({
  file: FILE,
  expected: `${items} items in twelve legs, all of them open: the gate opens, and the migration runs`,
  before: (azure) => {
    fillServer(azure, items);
    azure.quota = 449;
  },
  exitCode: 0,
  steps: {
    "list/List": "success",
    ...legs(),
    "gate/Collect the verdicts": "success",
    [GATE]: "success",
    "migrate/Migrate": "success",
  },
  facts: ({ run, writes }) => [
    ["writes", writes, []],
    ["migrations", run.migrations.length, 1],
    ["what the gate says", run.summary(GATE).trim(), count("success", LEGS, LEGS)],
    ["items that passed", passed(run), items],
  ],
});

/** The example whose legs hand their verdicts over to one gate. */
export const LEGS_CASES: readonly WorkflowCase[] = [
  allOpen(24),
  // Sixty times as fast, answers of a busy machine are too old as soon as they are there.
  { ...allOpen(600), large: true, speed: 20 },
  {
    file: FILE,
    expected: "one red leg closes the gate, which names it",
    before: (azure) => {
      fillServer(azure, 24);
      age(azure.item("app-003"));
    },
    exitCode: 1,
    steps: {
      "list/List": "success",
      ...legs({ 2: { ...HANDED_OVER, Verify: "failure" } }),
      ...CLOSED,
    },
    facts: closedFor(
      `Leg 2 is closed: items-failed, 1 of 2 items passed. ${count("failure", LEGS, LEGS - 1)}`,
    ),
  },
  {
    file: FILE,
    expected: "a leg that is a dry run is green, and closes the gate",
    edit: rehearsed,
    before: (azure) => {
      fillServer(azure, LEGS);
      age(azure.item("app-002"));
    },
    exitCode: 1,
    steps: { "list/List": "success", ...legs(), ...CLOSED },
    facts: closedFor(
      `Leg 2 is closed: dry-run, 0 of 1 items passed. ${count("success", LEGS, LEGS - 1)}`,
    ),
  },
  {
    file: FILE,
    expected: "a leg that is killed leaves no verdict, and closes the gate",
    edit: killed,
    before: (azure) => fillServer(azure, 24),
    exitCode: 1,
    steps: { "list/List": "success", ...legs({ 2: { "Be killed": "failure" } }), ...CLOSED },
    facts: closedFor(
      `Leg 2 has no verdict: it did not run in this attempt, or was cut off. ${count("failure", LEGS - 1, LEGS - 1)}`,
    ),
  },
  {
    file: FILE,
    expected: "a green leg without a verdict closes the gate too",
    edit: silent,
    before: (azure) => fillServer(azure, 24),
    exitCode: 1,
    steps: { "list/List": "success", ...legs({ 2: { Verify: "success" } }), ...CLOSED },
    facts: closedFor(
      `Leg 2 has no verdict: it did not run in this attempt, or was cut off. ${count("success", LEGS - 1, LEGS - 1)}`,
    ),
  },
  {
    file: FILE,
    expected: "one database is one leg, and enough",
    edit: (text) => text.replace("item: sqlserver-1/*", "item: sqlserver-1/payroll"),
    exitCode: 0,
    steps: {
      "list/List": "success",
      ...prefixed("legs (1)/", HANDED_OVER),
      "gate/Collect the verdicts": "success",
      [GATE]: "success",
      "migrate/Migrate": "success",
    },
  },
  {
    file: FILE,
    expected: "no database is a red list, no leg and a closed gate",
    edit: nothing,
    exitCode: 1,
    steps: { "list/List": "failure", ...CLOSED },
    facts: closedFor("Of 0 legs, which ended as skipped, 0 have a verdict and 0 are open."),
  },
];

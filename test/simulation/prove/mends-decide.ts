import { type Mend, mendsOf } from "./mend.ts";

/** Rules on what is decided, and on what it rests. */
export const DECIDING: readonly Mend[] = [
  ...mendsOf("sequence/short-round.ts", [
    [
      "a round of reads may take any time",
      "1.6",
      "const SHORT_MS = 15_000;",
      "const SHORT_MS = 1e12;",
    ],
  ]),
  ...mendsOf("sequence/write-item.ts", [
    [
      "what takes time before a write is followed by no look",
      "1.6",
      "if (isShort(round, tools)) {",
      "if (true as boolean) {",
    ],
    [
      "a dry run writes",
      "1.4",
      "return task.dryRun ? rehearse(task, decided, tools) : execute(task, decided, tools);",
      "return execute(task, decided, tools);",
    ],
  ]),
  ...mendsOf("sequence/decide-item.ts", [
    [
      "a deletion need not name the host",
      "5",
      "requireNamedHost(task, round.shows.before.item, round.shows.subject.listed);",
      "",
    ],
  ]),
  {
    name: "the item of a list stands for its own read",
    rule: "1.6",
    edits: [
      {
        file: "sequence/observe.ts",
        find: "const seen = await look(task, { subject: latest, notBefore: sharedSince ?? startedAt }, tools);",
        replace:
          "const found = sharedSince === undefined ? {} : { found: latest.item };\n    const seen = await look(task, { subject: { ...latest, ...found }, notBefore: sharedSince ?? startedAt }, tools);",
      },
      {
        file: "sequence/observe.ts",
        find: "let item = asked?.item ?? (await findByAddress(subject.item.address, backup));",
        replace:
          "let item = (subject as { found?: Observation['before']['item'] }).found ?? asked?.item ?? (await findByAddress(subject.item.address, backup));",
      },
    ],
  },
  ...mendsOf("sequence/observe.ts", [
    [
      "a present policy that has changed is not read again",
      "1.6",
      "if (policyName !== undefined && !sameName(item.policyId, subject.item.policyId)) {",
      "if (false as boolean) {",
    ],
    [
      "the present policy is not read",
      "2",
      "let formerPolicy = listedPolicy.value;",
      "let formerPolicy = undefined as Policy | undefined;",
    ],
  ]),
  ...mendsOf("operations/undelete.ts", [
    ["an undelete prefers what lives", "2", 'prefers: "soft-deleted",', 'prefers: "live",'],
    [
      "an undelete is reached while it is deleted",
      "2",
      'reached: (_wish, _before, after) => after?.condition === "stopped",',
      "reached: () => true,",
    ],
  ]),
  ...mendsOf("operations/stop-protection-delete-data.ts", [
    ["a deletion prefers what lives", "5", 'prefers: "neither",', 'prefers: "live",'],
    [
      "a deletion needs no confirmation",
      "5",
      'if (confirmDelete !== "" && sameName(confirmDelete, wanted)) return undefined;',
      "return undefined;",
    ],
    [
      "a deletion for good needs no more than the name",
      "5",
      'const wanted = vault.softDelete === "on" ? name :',
      "const wanted = (true as boolean) ? name :",
    ],
    [
      "an immutable vault lets a deletion through",
      "2",
      'if (vault.immutability !== "off") {',
      "if (false as boolean) {",
    ],
    [
      "gone without its own job under soft delete",
      "1.7",
      '? afterOwnJob || vault.softDelete === "off"',
      "? true",
    ],
  ]),
  ...mendsOf("operations/change-policy.ts", [
    [
      "an item in error has the policy already",
      "2",
      'if (item.condition === "protected" && sameName(item.policyId, policy.id)) {',
      "if (sameName(item.policyId, policy.id)) {",
    ],
  ]),
  ...mendsOf("operations/suspend-backups.ts", [
    [
      "any vault suspends backups",
      "2",
      'if (vault.immutability !== "on") {',
      "if (false as boolean) {",
    ],
    [
      "a word nobody knows suspends backups",
      "2",
      'if (vault.immutability !== "on") {',
      'if (vault.immutability === "off") {',
    ],
    [
      "a suspension is reached by any state",
      "2",
      'reached: (_wish, _before, after) => after?.condition === "suspended",',
      "reached: () => true,",
    ],
  ]),
  ...mendsOf("operations/resume-protection.ts", [
    [
      "another policy resumes what is protected",
      "2",
      'if (item.condition === "protected") {',
      'if (item.condition === "protected" && sameName(item.policyId, policy.id)) {',
    ],
  ]),
  ...mendsOf("azure/backup/vault.ts", [
    ["an unknown word is not immutable", "2", '?? "unknown";', '?? "off";'],
    [
      "a soft delete that cannot be read is on",
      "5",
      ': "unreadable",\n    softDeleteDays',
      ': "on",\n    softDeleteDays',
    ],
  ]),
  ...mendsOf("azure/backup/item.ts", [
    [
      "a soft-delete flag in an unknown form is false",
      "8",
      'return typeof value === "boolean" ? value : "unreadable";',
      "return value === true;",
    ],
  ]),
  ...mendsOf("naming/choose-items.ts", [
    [
      "a listed item whose id cannot be read does not count",
      "4",
      "if (unreadable.some((name) => mayMean(ref, name))) return { bad: unreadableMatch(ref) };",
      "",
    ],
    [
      "the first of two items is meant",
      "4",
      "if (preferred.length > 1) return { bad: ambiguous(ref, preferred, suggested) };\n  return { matches: preferred };",
      "return { matches: preferred.slice(0, 1) };",
    ],
  ]),
  ...mendsOf("azure/backup/item-list.ts", [
    [
      "an item that comes twice is two",
      "4",
      "return [...new Map(items.map((item) => [item.id.toLowerCase(), item])).values()];",
      "return items;",
    ],
  ]),
];

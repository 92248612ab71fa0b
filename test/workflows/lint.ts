import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Report } from "../interop/table.ts";
import { blocksAsWorkflows } from "./blocks-as-workflows.ts";
import { ACTION, ROOT } from "./stage.ts";

const PLACES = ["examples/*.yml", "test/workflows/*.yml", ".github/workflows/*.yml"];
const FILES = globSync(PLACES, { cwd: ROOT }).toSorted();

/** The text of every workflow, and of every block of a page that can be one, by where it is from. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ...FILES.map((file) => [file, readFileSync(join(ROOT, file), "utf8")] as const),
  ...blocksAsWorkflows(),
]);

/** How a file is changed before it is looked at, and what has to be found in it then. */
interface Pass {
  readonly name: string;
  readonly files: readonly string[];
  readonly change: (text: string) => string;
  /** Part of a complaint that is due; undefined where none is. */
  readonly complaint?: string;
}

/** actionlint knows the inputs and outputs of an action only if it is a local one. */
const local = (text: string) => text.replaceAll(`uses: ${ACTION}`, "uses: ./");

const [SAMPLE = ""] = FILES.filter((file) => file.endsWith("/back-up-then-migrate.yml"));
const PASSES: readonly Pass[] = [
  { name: "as it is", files: [...TEXTS.keys()], change: (text) => text },
  { name: "with a local action", files: [...TEXTS.keys()], change: local },
  // Two mistakes that have to be found, or the pass above looks at nothing.
  {
    name: "with an unknown input",
    files: [SAMPLE],
    change: (text) => local(text).replace("operation: backup-now", "operator: backup-now"),
    complaint: 'input "operator" is not defined in action',
  },
  {
    name: "with an unknown output",
    files: [SAMPLE],
    change: (text) => local(text).replaceAll(".outputs.reason", ".outputs.cause"),
    complaint: 'property "cause" is not defined',
  },
];

/** Looks at every file in a repository where workflows and action are where GitHub wants them. */
function main(): boolean {
  const version = spawnSync("actionlint", ["-version"], { encoding: "utf8" });
  if (version.status !== 0) {
    console.error("No working 'actionlint' on the PATH; .ci/workflows installs it.");
    return false;
  }
  const report = new Report(["workflow", "exit code", "looked at"]);
  for (const pass of PASSES) {
    const repository = makeRepository(pass);
    for (const file of pass.files) {
      const { status, stdout } = spawnSync(
        "actionlint",
        // The linters of scripts are there on some machines and not on others.
        ["-no-color", "-shellcheck=", "-pyflakes=", `.github/workflows/${fileFor(file)}`],
        { cwd: repository, encoding: "utf8" },
      );
      const ok = pass.complaint === undefined ? status === 0 : stdout.includes(pass.complaint);
      report.add({ action: file, ended: String(status), state: pass.name, ok, problem: stdout });
    }
    rmSync(repository, { recursive: true });
  }
  console.log(`\n${report}`);
  return report.good;
}

/** One folder holds them all, and an example may call another one by its name. */
function fileFor(place: string): string {
  return place.includes(".md/") ? place.replaceAll("/", "-") : basename(place);
}

function makeRepository({ change }: Pass): string {
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  const target = join(folder, ".github", "workflows");
  mkdirSync(target, { recursive: true });
  for (const [file, text] of TEXTS) writeFileSync(join(target, fileFor(file)), change(text));
  cpSync(join(ROOT, "action.yml"), join(folder, "action.yml"));
  cpSync(join(ROOT, "dist"), join(folder, "dist"), { recursive: true });
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  return folder;
}

process.exitCode = main() ? 0 : 1;

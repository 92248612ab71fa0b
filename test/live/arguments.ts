import { parseArgs } from "node:util";
import { nearest, UsageError } from "../try/usage.ts";

/** What the owner of a vault asks for. */
export interface LiveCall {
  /** Options that say where the vault is, as the terminal's command takes them. */
  readonly vault: readonly string[];
  /** Options that say how to sign in. */
  readonly signIn: readonly string[];
  readonly item: string;
  readonly maxAge: string;
  readonly policy: string;
  readonly jobId: string;
  readonly withBackup: boolean;
  readonly out: string;
}

/** How the command is called. */
export const USAGE = `npm run live -- --vault VAULT --resource-group GROUP --item ITEM [options]

Records what your own vault answers, with every name replaced, for 'npm run replay'. It signs in as the
command for terminals does: with the session of 'az login' unless you say otherwise. It only reads.

  --vault VAULT                  name of the vault, or its resource id, which needs no group
  --resource-group GROUP         resource group of the vault
  --subscription-id ID           subscription of the vault; default: that in its id, or of the session
  --item ITEM                    the one item to look at, as docs/naming-items.md says
  --max-recovery-point-age AGE   how old its newest recovery point may be; default 24h
  --policy POLICY                for the dry runs that need a policy
  --job-id ID                    for the dry run of 'cancel-job' and for 'wait-for-job'
  --with-backup                  also takes one backup of the item: copy-only for SQL, which leaves the
                                 chain of backups alone; Full for SAP HANA and ASE; a snapshot for a VM
                                 or a file share; Azure keeps it for 30 days (Full: 45)
  --tenant-id ID, --auth-type T  as for the command for terminals
  --out FOLDER                   where to put the record; default 'live'
  --help                         prints this

Exit codes: 0 the record is written; 1 there is none; 2 the call is wrong; 3 the record is written, but
a step could not do its work; 130 stopped by Ctrl-C.`;

const OPTIONS = {
  vault: { type: "string" },
  "resource-group": { type: "string" },
  "subscription-id": { type: "string" },
  item: { type: "string" },
  "max-recovery-point-age": { type: "string", default: "24h" },
  policy: { type: "string", default: "" },
  "job-id": { type: "string", default: "" },
  "with-backup": { type: "boolean", default: false },
  "tenant-id": { type: "string" },
  "client-id": { type: "string" },
  "auth-type": { type: "string" },
  "resource-manager-url": { type: "string" },
  environment: { type: "string" },
  out: { type: "string", default: "live" },
  help: { type: "boolean", default: false },
} as const;

const VAULT = ["vault", "resource-group", "subscription-id"] as const;
const SIGN_IN = [
  "tenant-id",
  "client-id",
  "auth-type",
  "resource-manager-url",
  "environment",
] as const;

/**
 * Reads a command line.
 *
 * @returns "help" where that is asked for.
 * @throws UsageError
 */
export function readArguments(args: readonly string[]): LiveCall | "help" {
  const values = parsed(args);
  if (values.help) return "help";
  const item = (values.item ?? "").trim();
  if (!values.vault) throw new UsageError("--vault is missing: the name of your vault, or its id.");
  if (item === "") throw new UsageError("--item is missing: the one item to look at.");
  if (/[*\n]|^!/.test(item)) {
    throw new UsageError(`--item is '${item}'; a live run looks at one item, without '*' and '!'.`);
  }
  const maxAge = values["max-recovery-point-age"];
  if (!/^\d{1,4}[a-z]{1,2}$|^P[\dTYMWDHS]+$/i.test(maxAge)) {
    throw new UsageError(`--max-recovery-point-age is '${maxAge}'; write it like 24h, 90m or P1D.`);
  }
  const options = (names: readonly (keyof typeof values)[]) =>
    names.flatMap((name) => (values[name] ? [`--${name}=${values[name]}`] : []));
  return {
    vault: options(VAULT),
    signIn: options(SIGN_IN),
    item,
    maxAge,
    policy: values.policy,
    jobId: values["job-id"],
    withBackup: values["with-backup"],
    out: values.out,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    const [problem = ""] = (error as Error).message.split(/\. |\.?\n/);
    const [, option = ""] = /^Unknown option '--?([\w-]+)/.exec(problem) ?? [];
    throw new UsageError(
      option === "" ? `${problem}.` : `${problem}${nearest(option, Object.keys(OPTIONS))}`,
    );
  }
}

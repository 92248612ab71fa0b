import { sameName } from "../azure/backup/item.ts";
import type { VaultRef } from "../azure/backup/vault.ts";
import { CLOUDS, type Cloud } from "../azure/identity/clouds.ts";
import type { HostSignIn, SignInSettings } from "../azure/identity/sign-in.ts";
import { ActionError, InputError } from "../errors.ts";
import type { Host, HostRun } from "../host.ts";
import { INPUTS, type InputName, SECRETS } from "../manifest/input-table.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import {
  deletesData,
  type OperationName,
  operationsUsing,
  usesInput,
} from "../operations/operations.ts";
import type { Task } from "../sequence/task.ts";
import { duration } from "../text.ts";
import { MINUTE_MS } from "../time/units.ts";
import { readAllowsWarnings } from "../values/allowed-job-statuses.ts";
import {
  flag,
  type Get,
  GUID,
  missingInput,
  oneOf,
  optionalNumber,
} from "../values/input-values.ts";
import { CLOUD_WORDS } from "../values/words.ts";
import { CHOICES } from "./choices.ts";
import { OPERATION_WORDS } from "./operation-words.ts";
import { refuseRaw } from "./raw-values.ts";
import { readSignIn } from "./sign-in-inputs.ts";
import { readTask } from "./task-inputs.ts";
import { noSubscription, readVault } from "./vault-input.ts";

/** Everything the step asked for, already checked. */
export interface Inputs {
  readonly operation: OperationName;
  /** `subscriptionId` is "" if it has to come from the az session. */
  readonly vault: VaultRef;
  readonly task: Task;
  readonly allowWarnings: boolean;
  /** Undefined for the default, which may depend on the type of the job. */
  readonly timeoutMs: number | undefined;
  readonly fixedPauseMs: number | undefined;
  readonly cloud: Cloud;
  /** Origin of Azure Resource Manager. */
  readonly resourceManager: string;
  readonly signIn: SignInSettings;
  /** How to sign in to the tenant of the vault's resource guard; undefined if it is the same tenant. */
  readonly guardSignIn: SignInSettings | undefined;
  /** Whether cancelling the run also cancels the job in Azure. */
  readonly cancelJobOnCancel: boolean;
  /** Warnings to print before anything is sent. */
  readonly warnings: readonly string[];
}

/** Where the inputs come from. */
export interface InputSource
  extends Pick<Host, "input" | "unknownInput" | "unresolved" | "env" | "run"> {
  readonly signIn?: Pick<HostSignIn, "choose">;
}

const MOST_MINUTES = 10_080;
const COUNTS_MINUTES = " It counts minutes, where 'az' counts seconds.";

/**
 * Turns the strings of a step into `Inputs`; `now` is in milliseconds since 1970.
 *
 * @throws InputError for the first error, before any request is made.
 */
export function readInputs(source: InputSource, now: number): Inputs {
  const { input, env, run, signIn: host } = source;
  const get: Get = (name) => input(name).trim();
  if (source.unknownInput !== undefined) {
    // Hosts pass it on, with a warning at most, and a mistyped `dry-run` would write.
    const { name, hint } = source.unknownInput;
    throw new ActionError("invalid-input", `There is no input '${name}'.`, { hint });
  }
  refuseRaw(get, source);
  const operation = oneOf(get, "operation", CHOICES.operation, OPERATION_WORDS);
  refuseForeign(get, operation);
  if (deletesData(operation)) requireDryRunWord(get);

  const vault = readVault(get, env, operation);
  const environment = oneOf(get, "environment", CHOICES.environment, CLOUD_WORDS);
  const cloud = CLOUDS[environment];
  const authority = env("AZURE_AUTHORITY_HOST").replace(/\/+$/, "") || cloud.authority;
  const signIn = host?.choose?.(get, cloud.audience) ?? readSignIn(get, cloud.audience);
  if (vault.subscriptionId === "" && signIn.kind !== "az-session") throw noSubscription();
  // Every operation accepts it, so that a reusable step can pass it on, so it is always checked.
  oneOf(get, "on-conflict", CHOICES["on-conflict"]);
  flag(get, "dry-run");
  flag(get, "summary");
  requireStatusToken(get);
  const minutes = optionalNumber(get, "timeout-minutes", {
    most: MOST_MINUTES,
    unit: "minutes",
    note: COUNTS_MINUTES,
  });
  const pauseSeconds = optionalNumber(get, "poll-interval-seconds", {
    most: 3_600,
    unit: "seconds",
  });

  return {
    operation,
    vault,
    task: readTask(get, operation, vault, now),
    allowWarnings: readAllowsWarnings(get),
    timeoutMs: minutes && minutes * MINUTE_MS,
    fixedPauseMs: pauseSeconds && pauseSeconds * 1_000,
    cloud: { ...cloud, authority },
    resourceManager: readResourceManager(get) ?? cloud.resourceManager,
    signIn,
    guardSignIn: readGuardSignIn(get, signIn),
    cancelJobOnCancel:
      oneOf(get, "on-cancel", CHOICES["on-cancel"]) === "cancel-job" && !flag(get, "dry-run"),
    warnings: longWait(minutes ?? 0, run),
  };
}

function longWait(minutes: number, { limit }: HostRun): readonly string[] {
  if (limit === undefined || minutes <= limit.minutes) return [];
  const length = duration(minutes * MINUTE_MS);
  return [
    `${nameInput("timeout-minutes", minutes)} is ${length}, and ${limit.clause}.${COUNTS_MINUTES}`,
  ];
}

/**
 * Refuses an empty value. A host fills in the default if the line is left out, so an empty value
 * means that the line is there without a value.
 */
function requireDryRunWord(get: Get): void {
  if (get("dry-run") !== "") return;
  throw missingInput(
    "dry-run",
    `Write ${nameInput("dry-run", "true")} to look first, or ${nameInput("dry-run", "false")} to delete.`,
    "is empty, and this operation deletes backup data",
  );
}

/** Refuses an input that this operation does not use, because ignoring it would hide a mistake. */
function refuseForeign(get: Get, operation: OperationName): void {
  for (const name of Object.keys(INPUTS) as InputName[]) {
    const { default: otherwise, operations } = INPUTS[name];
    const value = get(name);
    if (operations === "all" || value === "" || sameName(value, otherwise)) continue;
    if (usesInput(operation, name)) continue;
    throw new InputError(
      name,
      `is not used by the operation '${operation}' (got '${shown(name, value)}')`,
      `Leave it out; it belongs to ${operationsUsing(name).join(", ")}.`,
    );
  }
}

/** The value of an input, or a placeholder for a secret. */
function shown(name: InputName, value: string): string {
  return SECRETS.includes(name) ? "***" : value;
}

/**
 * Refuses a name without a token, because nothing would be posted. The verdict on wrong inputs is
 * posted too, so both are read separately.
 */
function requireStatusToken(get: Get): void {
  const name = get("status-context");
  if (name === "" || get("github-token") !== "") return;
  throw missingInput(
    "github-token",
    `Give it a token that may write statuses, or leave ${nameInput("status-context")} out.`,
    `is empty or missing, and ${nameInput("status-context")} is given (got '${name}')`,
  );
}

/** The same identity in the guard's tenant; a managed identity exists in one tenant only. */
function readGuardSignIn(get: Get, signIn: SignInSettings): SignInSettings | undefined {
  const tenantId = get("resource-guard-tenant-id");
  if (tenantId === "") return undefined;
  if (!GUID.test(tenantId)) {
    throw new InputError(
      "resource-guard-tenant-id",
      `is not a tenant's GUID (got '${tenantId}')`,
      "Copy the tenant id of the directory that holds the resource guard.",
    );
  }
  if (signIn.kind !== "managed-identity") return { ...signIn, tenantId };
  throw new InputError(
    "resource-guard-tenant-id",
    `is not used with ${nameInput("auth-type", "IDENTITY")}`,
    "A managed identity gets tokens of its own tenant only; sign in with an application instead.",
  );
}

function readResourceManager(get: Get): string | undefined {
  const written = get("resource-manager-url");
  if (written === "") return undefined;
  const hint =
    "Give the origin of an Azure Resource Manager endpoint, such as 'https://management.azure.com'.";
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined)
    throw new InputError("resource-manager-url", `is not a URL (got '${written}')`, hint);
  if (url.protocol !== "https:") {
    throw new InputError(
      "resource-manager-url",
      `must use https (got '${written}')`,
      "A token is never sent over an unencrypted connection.",
    );
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new InputError(
      "resource-manager-url",
      `must be an origin alone (got '${url.origin}' and more)`,
      hint,
    );
  }
  return url.origin;
}

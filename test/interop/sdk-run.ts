import { RecoveryServicesBackupClient } from "@azure/arm-recoveryservicesbackup";
import type { TokenCredential } from "@azure/identity";
import type { Emulator, ItemState } from "../emulator/emulator.ts";
import { vaultId } from "../emulator/vault/state.ts";
import type { Report } from "./table.ts";
import { agreement } from "./typed.ts";

/** What the SDK can be asked to tell about its responses. */
export interface CallOptions {
  readonly onResponse: (response: Raw) => void;
}

interface Raw {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
  readonly bodyAsText?: string | null;
}

/** One thing the SDK is made to do. */
interface SdkStep<T> {
  readonly action: string;
  /** What `holds` looks at, in words. */
  readonly state: string;
  readonly run: (options: CallOptions) => Promise<T>;
  /** The SDK's model of the result, or of each of its elements. */
  readonly model?: string;
  readonly holds: (value: T) => boolean;
}

/** A write, and how it has to end. */
interface SdkWrite {
  readonly send: (options: CallOptions) => Promise<unknown>;
  /** Succeeded by default. */
  readonly operationStatus?: string;
  /** Completed by default; not looked at unless the operation succeeds. */
  readonly jobStatus?: string;
  readonly holds: () => boolean;
}

/** Wire values that break the SDK's contract in the way the service itself does (recording). */
const AS_RECORDED = /\.actionsInfo\.\d+: Enum is \d on the wire$/;
const PAUSE_MS = 20;

/** An SDK client on an emulator, and the report of what it did. */
export class SdkRun {
  readonly azure: Emulator;
  readonly client: RecoveryServicesBackupClient;
  readonly at = ["SQLServer2012", "SQLServerSelfHost"] as const;
  readonly vaultId: string;
  /** Wire fields that this version of the SDK does not model. */
  readonly unmodelled = new Set<string>();
  /** How many values were read back as they were sent. */
  compared = 0;
  readonly #report: Report;

  constructor(azure: Emulator, credential: TokenCredential, report: Report) {
    this.azure = azure;
    const { subscriptionId } = azure.vault();
    this.vaultId = vaultId(azure.vault());
    // Not the type of this package's own core-auth, and the same in every respect.
    this.client = new RecoveryServicesBackupClient(credential as never, subscriptionId, {
      endpoint: azure.origin,
    });
    this.#report = report;
  }

  /** Vault, resource group, fabric, container and item, as most calls want them. */
  place({ container, name }: ItemState): [string, string, string, string, string] {
    return [...this.at, "Azure", container, name];
  }

  /** Takes one step, compares what came with what the SDK read, and looks at the state. */
  async step<T>({ action, state, run, model, holds }: SdkStep<T>): Promise<T | undefined> {
    const raw: Raw[] = [];
    const problems: string[] = [];
    let value: T | undefined;
    try {
      value = await run({ onResponse: (response) => raw.push(response) });
      if (model) problems.push(...this.#compare(model, raw, value));
      if (!holds(value)) problems.push("the state does not hold");
    } catch (error) {
      problems.push(String(error));
    }
    const ok = problems.length === 0;
    this.#report.add({ action, ended: statuses(raw), state, ok, problem: problems.join("\n") });
    return value;
  }

  /** A step that has to be refused with a code. */
  async refused(
    action: string,
    code: string,
    run: (options: CallOptions) => Promise<unknown>,
  ): Promise<void> {
    await this.step({
      action,
      state: code,
      run: (options) =>
        run(options).then(
          () => "accepted",
          (error: { code?: string; message: string }) => `${error.code} ${error.message}`,
        ),
      holds: (outcome) => outcome.includes(code),
    });
  }

  /** A write: accepted, followed through its operation to the end of its job, then looked at. */
  async write(action: string, state: string, write: SdkWrite): Promise<void> {
    const { operationStatus = "Succeeded", jobStatus = "Completed" } = write;
    const { client, at } = this;
    let id = "";
    await this.step({
      action,
      state: "202 with an operation to follow",
      run: ({ onResponse }) =>
        write.send({
          onResponse: (response) => {
            onResponse(response);
            const header = response.headers.get("azure-asyncoperation");
            id =
              URL.parse(header ?? "")
                ?.pathname.split("/")
                .at(-1) ?? "";
          },
        }),
      holds: () => id !== "",
    });
    await this.until(
      () => client.backupOperationStatuses.get(...at, id),
      ({ status }) => status !== "InProgress",
    );
    const operation = await this.step({
      action: "  its operation",
      state: operationStatus,
      model: "OperationStatus",
      run: (options) => client.backupOperationStatuses.get(...at, id, options),
      holds: ({ status }) => status === operationStatus,
    });
    const properties = operation?.properties;
    const jobId = properties && "jobId" in properties ? properties.jobId : undefined;
    const last = { state: `${state}${jobId ? `; job ${jobStatus}` : ""}`, holds: write.holds };
    if (!jobId) {
      await this.step({ ...last, action: "  its item", run: async () => undefined });
      return;
    }
    await this.until(
      () => client.jobDetails.get(...at, jobId),
      (job) => job.properties?.status !== "InProgress",
    );
    await this.step({
      ...last,
      action: "  its job and item",
      model: "JobResource",
      run: (options) => client.jobDetails.get(...at, jobId, options),
      holds: (job) => job.properties?.status === jobStatus && write.holds(),
    });
  }

  /** Looks until what it sees is over. */
  async until<T>(look: () => Promise<T>, over: (seen: T) => boolean): Promise<T> {
    for (;;) {
      const seen = await look();
      if (over(seen)) return seen;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  #compare(model: string, raw: readonly Raw[], value: unknown): string[] {
    const wires = raw
      .map(({ bodyAsText }) => JSON.parse(bodyAsText || "null"))
      .flatMap((body) => (Array.isArray(body?.value) ? body.value : [body]));
    const typed = Array.isArray(value) ? value : [value];
    if (wires.length !== typed.length) return [`${wires.length} on the wire, ${typed.length} read`];
    return wires.flatMap((wire, index) => {
      const { compared, problems, unmodelled } = agreement(model, wire, typed[index]);
      this.compared += compared;
      for (const name of unmodelled) this.unmodelled.add(name);
      return problems.filter((problem) => !AS_RECORDED.test(problem));
    });
  }
}

/** HTTP statuses in order; the same one several times in a row is counted. */
function statuses(raw: readonly Raw[]): string {
  const found: Array<[status: number, count: number]> = [];
  for (const { status } of raw) {
    const last = found.at(-1);
    if (last?.[0] === status) last[1]++;
    else found.push([status, 1]);
  }
  return found.map(([status, count]) => (count > 1 ? `${status} x${count}` : status)).join(" ");
}

/** Everything that a paged call gives. */
export async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of pages) found.push(one);
  return found;
}

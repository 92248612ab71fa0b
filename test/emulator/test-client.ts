import { Emulator, type EmulatorOptions, type EmulatorResponse } from "./emulator.ts";
import { type ItemState, itemId, policyId, vaultId } from "./vault/state.ts";

/** The newest API version with recordings behind most calls. */
const API_VERSION = "2025-02-01";

/** A response with its body read. */
export interface Reply extends EmulatorResponse {
  readonly value: Body;
}

/** A JSON body whose fields tests reach into without ceremony. */
// biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects.
export type Body = any;

/** A client with a clock that moves only when the test says so. */
export class TestClient {
  readonly emulator: Emulator;
  readonly startedAt = Date.parse("2026-06-01T10:00:00Z");
  #now = this.startedAt;

  constructor(options: EmulatorOptions = {}) {
    this.emulator = new Emulator({ now: () => this.#now, ...options });
  }

  /** Epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** Lets time pass. */
  pass(seconds: number): void {
    this.#now += seconds * 1000;
  }

  /** ARM path of something in the first vault. */
  path(under = ""): string {
    return `${vaultId(this.emulator.vault())}${under}`;
  }

  /** ARM path of an item, encoded as the official SDKs do. */
  itemPath(item: ItemState): string {
    return itemId(item).replaceAll(";", "%3B");
  }

  /** ARM id of a policy of the first vault. */
  policyId(name: string): string {
    return policyId(this.emulator.vault(), name);
  }

  /** Sends a request with a good token; a path without a query gets the API version. */
  async send(
    method: string,
    url: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    const content = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const answer = await this.emulator.handle({
      method,
      url: url.includes("?") ? url : `${url}?api-version=${API_VERSION}`,
      headers: {
        authorization: "Bearer test-token",
        ...(content !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(content !== undefined && { body: content as string }),
    });
    if (!("response" in answer)) throw new Error(`No response: ${answer.kind}`);
    const { response } = answer;
    return { ...response, value: response.body === "" ? undefined : JSON.parse(response.body) };
  }

  get(url: string): Promise<Reply> {
    return this.send("GET", url);
  }

  /** GET with a filter. */
  list(under: string, filter: string): Promise<Reply> {
    const query = `api-version=${API_VERSION}&$filter=${encodeURIComponent(filter)}`;
    return this.get(`${this.path(under)}?${query}`);
  }

  /** PUT of an item with the discriminator and source that official clients send. */
  put(item: ItemState, properties: Record<string, unknown>): Promise<Reply> {
    const types: Record<string, string> = {
      SQLDataBase: "AzureVmWorkloadSQLDatabase",
      SAPHanaDatabase: "AzureVmWorkloadSAPHanaDatabase",
      SAPAseDatabase: "AzureVmWorkloadSAPAseDatabase",
      SAPHanaDBInstance: "AzureVmWorkloadSAPHanaDBInstance",
      SQLInstance: "AzureVmWorkloadSQLInstance",
      VM: "Microsoft.Compute/virtualMachines",
      AzureFileShare: "AzureFileShareProtectedItem",
    };
    const { sourceResourceId, workload } = item;
    const source = workload === "VM" || workload === "AzureFileShare" ? { sourceResourceId } : {};
    return this.send("PUT", this.itemPath(item), {
      body: { properties: { protectedItemType: types[workload], ...source, ...properties } },
    });
  }

  delete(item: ItemState): Promise<Reply> {
    return this.send("DELETE", this.itemPath(item));
  }

  /** POST backup of an item. */
  backUp(item: ItemState, properties: Record<string, unknown>): Promise<Reply> {
    return this.send("POST", `${this.itemPath(item)}/backup`, { body: { properties } });
  }

  /** The status document that an accepted write points to. */
  async follow(accepted: Reply): Promise<Body> {
    return (await this.get(accepted.headers["azure-asyncoperation"] ?? "")).value;
  }

  /** The job of an accepted write whose operation has succeeded. */
  async job(accepted: Reply): Promise<Body> {
    const { properties } = await this.follow(accepted);
    return (await this.get(this.path(`/backupJobs/${properties.jobId}`))).value.properties;
  }

  /** Properties of an item as a client reads them. */
  async read(item: ItemState): Promise<Body> {
    return (await this.get(this.itemPath(item))).value.properties;
  }
}

/** The code of an error in Azure's shape. */
export function statusAndCode(reply: Reply): string {
  return `${reply.status} ${reply.value?.error?.code}`;
}

import { guidOf } from "../server/ids.ts";
import { same } from "../server/wire.ts";
import type { NewItem } from "../vault/additions.ts";
import { isDatabase, WORKLOAD_NAMES, WORKLOADS, type Workload } from "../vault/workloads.ts";

/** What names an item in Azure and in a path. */
export type ItemName = Pick<
  NewItem,
  "workload" | "container" | "name" | "friendlyName" | "serverName" | "parentName"
>;

/** How the path of each workload is written; what is left out in front gets a name of its own. */
const PATH_FORMS: Readonly<Record<Workload, string>> = {
  SQLDataBase: "resource group/server/instance/database",
  SAPHanaDatabase: "resource group/server/SID/database",
  SAPAseDatabase: "resource group/server/SID/database",
  SAPHanaDBInstance: "resource group/server/SID/instance",
  SQLInstance: "resource group/server/instance",
  VM: "resource group/VM",
  AzureFileShare: "resource group/storage account/share",
};

/** What a path that leaves it out means, from the right. */
const LEFT_OUT: Readonly<Record<Workload, readonly string[]>> = {
  SQLDataBase: ["MSSQLSERVER", "server-0", "Servers"],
  SAPHanaDatabase: ["HDB", "server-0", "Servers"],
  SAPAseDatabase: ["ASE", "server-0", "Servers"],
  SAPHanaDBInstance: ["HDB", "server-0", "Servers"],
  SQLInstance: ["server-0", "Servers"],
  VM: ["Servers"],
  AzureFileShare: ["storage0", "Files"],
};

const ITEM_ID = /\/protectionContainers\/([^/]+)\/protectedItems\/([^/]+)$/i;

/** What is known of an item besides its native name, which is in lower case and lacks a server's own name. */
interface ItemFields {
  readonly workload: Workload | undefined;
  /** The item's name as Azure shows it. */
  readonly name: string | undefined;
  /** A path that has to find it. */
  readonly path: string | undefined;
}

/** An item by its path, its native name `container/item` or its resource id; a text says what is wrong. */
export function itemName(written: string, fields: ItemFields): ItemName | string {
  const [, idContainer, idItem] = ITEM_ID.exec(written) ?? [];
  const native = decoded(idItem === undefined ? written : `${idContainer}/${idItem}`);
  const slash = native.indexOf("/");
  const [container, name] = [native.slice(0, slash), native.slice(slash + 1)];
  if (slash > 0 && container.includes(";") && name.includes(";")) {
    return byNativeName(container, name, fields);
  }
  if (written.startsWith("/"))
    return `is '${written}', which is no resource id of a protected item`;
  return byPath(written, fields.workload ?? "SQLDataBase");
}

/** What a line cannot hold is written with percent signs in native names that `list-items` gives. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function byPath(written: string, workload: Workload): ItemName | string {
  const parts = written.split("/").map((part) => part.trim());
  const form = PATH_FORMS[workload];
  if (parts.includes("") || parts.length > form.split("/").length) {
    return `is '${written}'; of workload '${workload}' write '${form}'`;
  }
  const friendlyName = parts.pop() ?? "";
  const [first = "", second = "", third = ""] = LEFT_OUT[workload].map(
    (leftOut, index) => parts.at(-1 - index) ?? leftOut,
  );
  if (workload === "VM") {
    const native = `iaasvmcontainerv2;${first};${friendlyName}`;
    return {
      workload,
      container: `IaasVMContainer;${native}`,
      name: `VM;${native}`,
      friendlyName,
    };
  }
  if (workload === "AzureFileShare") {
    return {
      workload,
      container: `StorageContainer;Storage;${second};${first}`,
      // On the wire it is a hash that tells nothing (recording).
      name: `AzureFileShare;${guidOf(`${second}/${first}/${friendlyName}`.toLowerCase()).replaceAll("-", "")}`,
      friendlyName,
    };
  }
  if (workload === "SQLInstance") {
    return onServer({ group: second, server: first }, friendlyName, {
      workload,
      name: `${workload};${friendlyName.toLowerCase()}`,
      friendlyName,
    });
  }
  // `server/database` leaves the instance out, which is the second part from the right.
  const [instance, server, group] =
    parts.length === 1 ? [LEFT_OUT[workload][0] ?? "", first, third] : [first, second, third];
  return onServer({ group, server }, instance, {
    workload,
    name: `${workload};${instance.toLowerCase()};${friendlyName.toLowerCase()}`,
    friendlyName,
  });
}

/** What runs on a server: its container is that of the VM, whose name is the first label of the server's. */
function onServer(
  { group, server }: { group: string; server: string },
  parentName: string,
  named: Pick<ItemName, "workload" | "name" | "friendlyName">,
): ItemName {
  const container = `VMAppContainer;Compute;${group};${server.split(".")[0]}`;
  return { ...named, container, serverName: server, parentName };
}

function byNativeName(container: string, name: string, fields: ItemFields): ItemName | string {
  const [kind = "", parent = "", ...rest] = name.split(";");
  const workload = WORKLOAD_NAMES.find((one) => same(one, kind));
  if (workload === undefined) {
    return `is '${container}/${name}', whose kind '${kind}' the emulator does not have`;
  }
  if (fields.workload !== undefined && fields.workload !== workload) {
    return `is of workload '${workload}', not '${fields.workload}'`;
  }
  const { containerForm, itemForm } = WORKLOADS[workload];
  if (!containerForm.test(container) || !itemForm.test(name)) {
    return `is '${container}/${name}', which is no native name of workload '${workload}'`;
  }
  const path = fields.path?.split("/").map((part) => part.trim()) ?? [];
  const last = workload === "VM" ? rest.at(-1) : rest.join(";");
  const friendlyName = fields.name ?? path.at(-1) ?? (last || parent);
  const found = { workload, container, name, friendlyName };
  if (!isDatabase(workload)) return found;

  const [, , group, machine = parent] = container.split(";");
  const written = (part: string) => path.find((one) => same(one, part)) ?? part;
  const known = [group, machine, machine.split(".")[0], parent];
  const serverName =
    path.slice(0, -1).find((part) => !known.some((one) => same(one, part))) ?? machine;
  return { ...found, serverName, parentName: written(parent) };
}

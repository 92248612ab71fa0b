import type { NewItem } from "../additions.ts";
import { guidOf } from "../ids.ts";
import { same } from "../wire.ts";
import { isDatabase, WORKLOAD_NAMES, WORKLOADS, type Workload } from "../workloads.ts";

/** What names an item in Azure and in a path. */
export type ItemName = Pick<
  NewItem,
  "workload" | "container" | "name" | "friendlyName" | "serverName" | "parentName"
>;

/** How the path of each workload is written; what is left out in front gets a name of its own. */
export const PATH_FORMS: Readonly<Record<Workload, string>> = {
  SQLDataBase: "resource group/server/instance/database",
  SAPHanaDatabase: "resource group/server/SID/database",
  SAPAseDatabase: "resource group/server/SID/database",
  VM: "resource group/VM",
  AzureFileShare: "resource group/storage account/share",
};

/** What a path that leaves it out means, from the right. */
const LEFT_OUT: Readonly<Record<Workload, readonly string[]>> = {
  SQLDataBase: ["MSSQLSERVER", "server-0", "Servers"],
  SAPHanaDatabase: ["HDB", "server-0", "Servers"],
  SAPAseDatabase: ["ASE", "server-0", "Servers"],
  VM: ["Servers"],
  AzureFileShare: ["storage0", "Files"],
};

const ITEM_ID = /\/protectionContainers\/([^/]+)\/protectedItems\/([^/]+)$/i;

/** What is known of an item besides its native name, which is in lower case and lacks a server's own name. */
interface Told {
  readonly workload: Workload | undefined;
  /** The item's name as Azure shows it. */
  readonly name: string | undefined;
  /** A path that has to find it. */
  readonly path: string | undefined;
}

/** An item by its path, its native name `container/item` or its resource id; a text says what is wrong. */
export function itemName(written: string, told: Told): ItemName | string {
  const [, idContainer, idItem] = ITEM_ID.exec(written) ?? [];
  const native = idItem === undefined ? written : `${idContainer}/${idItem}`;
  const slash = native.indexOf("/");
  const [container, name] = [native.slice(0, slash), native.slice(slash + 1)];
  if (slash > 0 && container.includes(";") && name.includes(";")) {
    return byNativeName(container, name, told);
  }
  if (written.startsWith("/"))
    return `is '${written}', which is no resource id of a protected item`;
  return byPath(written, told.workload ?? "SQLDataBase");
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
  // `server/database` leaves the instance out, which is the second part from the right.
  const [instance, server, group] =
    parts.length === 1 ? [LEFT_OUT[workload][0] ?? "", first, third] : [first, second, third];
  return {
    workload,
    container: `VMAppContainer;Compute;${group};${server.split(".")[0]}`,
    name: `${workload};${instance.toLowerCase()};${friendlyName.toLowerCase()}`,
    friendlyName,
    serverName: server,
    parentName: instance,
  };
}

function byNativeName(container: string, name: string, told: Told): ItemName | string {
  const [kind = "", parent = "", ...rest] = name.split(";");
  const workload = WORKLOAD_NAMES.find((one) => same(one, kind));
  if (workload === undefined) {
    return `is '${container}/${name}', whose kind '${kind}' the emulator does not have`;
  }
  if (told.workload !== undefined && told.workload !== workload) {
    return `is of workload '${workload}', not '${told.workload}'`;
  }
  const { containerForm, itemForm } = WORKLOADS[workload];
  if (!containerForm.test(container) || !itemForm.test(name)) {
    return `is '${container}/${name}', which is no native name of workload '${workload}'`;
  }
  const path = told.path?.split("/").map((part) => part.trim()) ?? [];
  const last = { VM: rest.at(-1), AzureFileShare: parent }[workload as string] ?? rest.join(";");
  const friendlyName = told.name ?? path.at(-1) ?? last;
  const found = { workload, container, name, friendlyName };
  if (!isDatabase(workload)) return found;

  const [, , group, machine = parent] = container.split(";");
  const written = (part: string) => path.find((one) => same(one, part)) ?? part;
  const known = [group, machine, machine.split(".")[0], parent];
  const serverName =
    path.slice(0, -1).find((part) => !known.some((one) => same(one, part))) ?? machine;
  return { ...found, serverName, parentName: written(parent) };
}

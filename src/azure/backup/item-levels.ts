import { at, list, text } from "../../json.ts";
import { DATABASE_LEVELS, type LevelKind, type Workload } from "./workload.ts";

/** One part of a path before the friendly name: its kind, and every name it has. */
export interface Level {
  readonly kind: LevelKind;
  readonly names: readonly string[];
}

/** Where an item is, such as `resource group/server/instance`; the path to its name begins with this. */
export function placeOf({ levels }: { readonly levels: readonly Level[] }): string {
  return levels.flatMap(({ names: [name] }) => name ?? []).join("/");
}

/** What levels are read from. */
interface Source {
  readonly workload: Workload | undefined;
  /** Native names of the container and of the item. */
  readonly container: string;
  readonly name: string;
  /** Resource id of the VM or storage account behind the item; "" if there is none. */
  readonly sourceId: string;
}

/** Containers of a group of servers, whose name says nothing about a source (E3). */
const GROUP_CONTAINER = /^(SQLAGWorkLoadContainer|HanaHSRContainer);/i;

/**
 * Reads the levels from native names (E2). The container of a standalone server is
 * `VMAppContainer;Compute;<rg>;<vm>`, of a VM `IaasVMContainer;iaasvmcontainerv2;<rg>;<vm>`, of a
 * file share `StorageContainer;storage;<rg>;<account>`. A database is `<type>;<instance, SID or
 * group>;<database>`. `serverName` is the host as the database server knows it, cut to 15
 * characters or fully qualified, and not the VM's name (E6).
 */
export function levelsOf(
  properties: unknown,
  { workload, container, name, sourceId }: Source,
): readonly Level[] {
  const instance: Level = {
    kind: "instance",
    names: distinct(text(at(properties, "parentName")), part(name, 1)),
  };
  const serverName = text(at(properties, "serverName"));
  const hosts = [serverName, serverName.split(".")[0]];
  if (GROUP_CONTAINER.test(container)) {
    // Groups with the same name differ by their cluster or the nodes they run on (E4).
    const nodes = list(at(properties, "nodesList")).map((node) => text(at(node, "nodeName")));
    const cluster: Level = { kind: "cluster", names: distinct(...hosts, ...nodes) };
    return cluster.names.length > 0 ? [cluster, instance] : [instance];
  }

  const [, group, source] = /\/resourceGroups\/([^/]+)\/.*\/([^/]+)$/i.exec(sourceId) ?? [];
  const sources = [source, part(container, 3)];
  const all: readonly Level[] = [
    { kind: "resource group", names: distinct(part(container, 2), group) },
    { kind: "storage account", names: distinct(...sources) },
    { kind: "server", names: distinct(...sources, ...hosts) },
    instance,
  ];
  const kinds = workload?.levels ?? DATABASE_LEVELS;
  return all.filter(({ kind }) => kinds.includes(kind));
}

function part(nativeName: string, index: number): string {
  return nativeName.split(";")[index] ?? "";
}

/** The names that are not empty, each once; case does not count. */
function distinct(...candidates: readonly (string | undefined)[]): readonly string[] {
  const given = candidates.filter((name): name is string => name !== undefined && name !== "");
  const lower = given.map((name) => name.toLowerCase());
  return given.filter((_, index) => lower.indexOf(lower[index] ?? "") === index);
}

/** A module in webpack's statistics, which ncc writes with `--stats-out`. */
export interface Module {
  /** Path of the file; missing for modules that webpack generates. */
  readonly nameForCondition?: string | null;
  /** The chunks it is in; empty if nothing needs it. */
  readonly chunks?: readonly (string | number)[];
  /** The modules that were joined into this one, in the same chunks. */
  readonly modules?: readonly Module[];
}

/** The folder of the package that a file belongs to, however deep it is nested. */
const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** The folders of the packages that have code in the bundle, each once, in any order. */
export function bundledFolders(modules: readonly Module[]): readonly string[] {
  return [
    ...new Set(
      modules
        .filter(({ chunks }) => chunks !== undefined && chunks.length > 0)
        .flatMap(filesOf)
        .flatMap((file) => PACKAGE.exec(file) ?? []),
    ),
  ];
}

function filesOf({ nameForCondition, modules = [] }: Module): readonly string[] {
  return [...(nameForCondition ? [nameForCondition] : []), ...modules.flatMap(filesOf)];
}

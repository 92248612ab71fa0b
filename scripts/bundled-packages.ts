/** A file of a bundle: its modules by their paths, and how much of each is left. */
interface BundledFile {
  readonly modules: Readonly<Record<string, { readonly renderedLength: number }>>;
}

/** The folder of the package that a file belongs to, however deep it is nested. */
const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** The folders of the packages that have code in the bundle, each once, in any order. */
export function bundledFolders(files: readonly BundledFile[]): readonly string[] {
  const paths = files.flatMap(({ modules }) =>
    Object.entries(modules).flatMap(([path, { renderedLength }]) =>
      renderedLength > 0 ? path : [],
    ),
  );
  return [...new Set(paths.flatMap((path) => PACKAGE.exec(path) ?? []))];
}

/** The name of an input or output as Azure Pipelines writes it: `dryRun` for `dry-run`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The environment variable in which the agent passes an input (E201). */
export function inputVariable(name: string): string {
  return `INPUT_${camelCase(name).toUpperCase()}`;
}

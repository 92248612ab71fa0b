/** The signals that end a command. */
const NAMES = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;

/**
 * Holds signals back while the command loads, because they would end it without a word.
 *
 * @returns a function that hands them to whoever listens by then.
 */
export function holdSignals(): () => void {
  const held: NodeJS.Signals[] = [];
  const hold = (name: NodeJS.Signals) => {
    held.push(name);
  };
  for (const name of NAMES) process.on(name, hold);
  return () => {
    for (const name of NAMES) process.off(name, hold);
    for (const name of held) process.emit(name, name);
  };
}

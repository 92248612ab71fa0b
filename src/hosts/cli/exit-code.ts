import { REASONS, type Reason } from "../../reasons.ts";

/** What the exit codes mean; the help says the same. */
export const EXIT_CODES = {
  open: 0,
  closed: 1,
  wrongUsage: 2,
  closedAsAsked: 3,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** The exit code of a verdict; `signal` is what the process was told to end by, if it was. */
export function exitCodeOf(reason: Reason, signal: NodeJS.Signals | undefined): number {
  if (reason === "workflow-cancelled") return exitCodeOfSignal(signal);
  if (reason === "invalid-input") return EXIT_CODES.wrongUsage;
  const { gate, red } = REASONS[reason];
  if (gate === "open") return EXIT_CODES.open;
  return red ? EXIT_CODES.closed : EXIT_CODES.closedAsAsked;
}

/** The exit code of a process that a signal ends, as a shell shows it. */
export function exitCodeOfSignal(signal: NodeJS.Signals | undefined): number {
  if (signal === "SIGHUP") return EXIT_CODES.hungUp;
  return signal === "SIGTERM" ? EXIT_CODES.terminated : EXIT_CODES.interrupted;
}

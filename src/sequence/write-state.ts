/**
 * What became of one step's writes on one item. A step may send a write more than once: after a
 * conflict, after Azure turned it away, and once more after its answer was lost.
 */
export type WriteState =
  /** Nothing has been sent. */
  | { readonly kind: "unsent" }
  /** A write is on its way, or its answer was lost. */
  | { readonly kind: "in-doubt"; readonly before: WriteState }
  /**
   * Azure took it, or its effect was seen and is provably ours; `at` is the service's time (ms
   * since 1970).
   */
  | { readonly kind: "accepted"; readonly at: number; readonly before: WriteState }
  /** Azure certainly did not carry it out. */
  | { readonly kind: "turned-away" }
  /** Azure took it, but its operation ended because something else held the item. */
  | { readonly kind: "turned-down"; readonly at: number };

/** What happens to a write. */
export type WriteEvent =
  | { readonly kind: "sending" }
  | { readonly kind: "accepted"; readonly at: number }
  | { readonly kind: "turned-away" }
  | { readonly kind: "turned-down" };

/** The state at the start of a step. */
export const UNSENT: WriteState = { kind: "unsent" };

/** The state after an event. A later write never hides what an earlier one did or may have done. */
export function withEvent(state: WriteState, event: WriteEvent): WriteState {
  switch (event.kind) {
    case "sending":
      return { kind: "in-doubt", before: state };
    case "accepted":
      return { ...event, before: beforeLast(state) };
    case "turned-away":
      return orEarlier(beforeLast(state), event);
    case "turned-down":
      return orEarlier(beforeLast(state), { ...event, at: acceptedAt(state) ?? 0 });
    default:
      return event satisfies never;
  }
}

/** A write without effect leaves an earlier write's effect, or doubt, as it is. */
function orEarlier(earlier: WriteState, last: WriteState): WriteState {
  return mayHaveActed(earlier) ? earlier : last;
}

/** The state before the last write. */
function beforeLast(state: WriteState): WriteState {
  return state.kind === "in-doubt" || state.kind === "accepted" ? state.before : state;
}

/** The output `changed`: "true", "false", or "" if it is unknown whether Azure took a write. */
export function changedBy(state: WriteState): "true" | "false" | "" {
  switch (state.kind) {
    case "accepted":
      return "true";
    case "in-doubt":
      return changedBy(state.before) === "true" ? "true" : "";
    case "unsent":
    case "turned-away":
    case "turned-down":
      return "false";
    default:
      return state satisfies never;
  }
}

/** Whether a write of the step may be running in Azure, or may have run. */
export function mayHaveActed(state: WriteState): boolean {
  return state.kind === "accepted" || state.kind === "in-doubt";
}

/** When Azure took the last write, by the service's clock (ms since 1970); undefined if it took none. */
export function acceptedAt(state: WriteState): number | undefined {
  if (state.kind === "in-doubt") return acceptedAt(state.before);
  return state.kind === "accepted" || state.kind === "turned-down" ? state.at : undefined;
}

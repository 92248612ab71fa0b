import type { PolicyState } from "../../emulator/emulator.ts";
import { retentionDays, shortened } from "../../emulator/retention.ts";

/** Parts of a policy that no reader knows, such as a schedule by the moon. */
function oddParts({ properties }: PolicyState): boolean {
  return /"lunarSchedule"/.test(JSON.stringify(properties));
}

/** Whether a change from one policy to another can lose recovery points. */
export function shortens(from: PolicyState, to: PolicyState): boolean {
  return shortened(from, to).length > 0 || oddParts(from);
}

/** The longest that a policy keeps anything, days; undefined where it has a part that nobody knows. */
export function longestDays(policy: PolicyState): number | undefined {
  return oddParts(policy) ? undefined : Math.max(0, ...retentionDays(policy).values());
}

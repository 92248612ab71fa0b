/** What other people do. */
export const DEEDS = [
  "backup",
  /** A backup of the same type as the step asks for, by the schedule; and one of another type, by hand. */
  "backup-alike",
  "backup-by-hand",
  /** A backup by hand that nobody could tell from the step's own. */
  "backup-twin",
  /** Azure finds the item to be in error. */
  "goes-wrong",
  "stop",
  "resume",
  "suspend",
  "change-policy",
  "shorter-policy",
  "edit-policy",
  /** Somebody cuts the policy that the step names to a week, under the same name. */
  "shorten-policy",
  "delete",
  "undelete",
  /** It is gone for good, whatever soft delete says. */
  "purge",
  /** It is gone for good, and whatever is not there yet arrives elsewhere; and it is called something else. */
  "move",
  "rename",
  "soft-delete-off",
  "immutable",
  "mua",
  "job-vanishes",
  "job-fails",
  "point-expires",
  /** A backup of its own accord, such as one of logs, has failed, as the item says. */
  "last-backup-fails",
] as const;

/** One thing that somebody else does. */
export interface Deed {
  readonly what: (typeof DEEDS)[number];
  readonly item: number;
  /** Before which of our requests, or at how many milliseconds after the start, or after our first write has left. */
  readonly when:
    | { readonly request: number }
    | { readonly ms: number }
    | { readonly write: number };
  /** Whether it takes effect at once, instead of going through Azure's own operation. */
  readonly atOnce: boolean;
}

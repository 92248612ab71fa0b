import { descriptorOf, OPERATIONS } from "../operations/operations.ts";
import { meant, type OtherWords } from "../values/words.ts";

const STOP =
  "Did you mean 'stop-protection-retain-data', which keeps the backup data, or 'stop-protection-delete-data', which deletes it?";
const ENABLE =
  "This action does not enable protection; 'resume-protection' starts it again on an item whose backups were stopped.";
const RESTORE = "This action does not restore; 'wait-for-job' follows a restore that is running.";

/** For `operation` no other tool's word is accepted, because some operations delete. */
export const OPERATION_WORDS: OtherWords<never> = {
  hints: {
    ...Object.fromEntries(
      OPERATIONS.flatMap((name) =>
        (descriptorOf(name).alsoCalled ?? []).map((word) => [word, meant(name)]),
      ),
    ),
    stop: STOP,
    stopprotection: STOP,
    disable: STOP,
    protectiondisable: STOP,
    disableprotection: STOP,
    disableazrecoveryservicesbackupprotection: STOP,
    enable: ENABLE,
    protect: ENABLE,
    protectionenable: ENABLE,
    protectionenableforvm: ENABLE,
    restore: RESTORE,
    restoredisks: RESTORE,
    restoreazurewl: RESTORE,
  },
};

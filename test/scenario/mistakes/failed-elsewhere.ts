import { ends } from "./ending-badly.ts";
import type { Mistake } from "./mistake.ts";

const VM = "web-02";
const SHARE = "contosofiles/documents";

/** Backups of VMs and shares that ended badly, and ends of another kind, by the codes of the guide and of the recordings. */
export const FAILED_ELSEWHERE: readonly Mistake[] = [
  ends("a VM that was deleted (320001)", "ResourceNotFound", {
    item: VM,
    number: 320001,
    said: "The VM no longer exists.",
    recommends: ["Stop the protection and keep the data."],
    message:
      "web-02: Job (id) ended Failed: The VM no longer exists. [320001] (ResourceNotFound) What to do: Azure no longer finds what is backed up, such as the VM. If it was deleted on purpose, keep its backups with 'stop-protection-retain-data'. Azure recommends: Stop the protection and keep the data.",
  }),
  ends("a VM whose disk was deleted (400309)", "UserErrorGenericResourceNotFound", {
    item: VM,
    number: 400309,
    said: "The resource does not exist.",
    message:
      "web-02: Job (id) ended Failed: The resource does not exist. [400309] (UserErrorGenericResourceNotFound) What to do: Azure no longer finds a resource that the backup needs, such as the VM or one of its disks. Look at what was deleted or moved.",
  }),
  ends("a VM that is neither running nor stopped", "UserErrorVmNotInDesirableState", {
    item: VM,
    said: "Not in this state.",
    message:
      "web-02: Job (id) ended Failed: Not in this state. (UserErrorVmNotInDesirableState) What to do: The VM is in a state that allows no backup. See that it is running or cleanly stopped.",
  }),
  ends("a snapshot that fails in COM+", "ExtensionSnapshotFailedCOM", {
    item: VM,
    said: "COM+ failed.",
    message:
      "web-02: Job (id) ended Failed: COM+ failed. (ExtensionSnapshotFailedCOM) What to do: The snapshot failed in the VM's COM+ or VSS service. Check both, then try again.",
  }),
  ends("an agent without a word on the snapshot", "GuestAgentSnapshotTaskStatusError", {
    item: VM,
    said: "No status.",
    message:
      "web-02: Job (id) ended Failed: No status. (GuestAgentSnapshotTaskStatusError) What to do: The guest agent did not report on the snapshot. Repair or update the agent.",
  }),
  ends("another snapshot under way", "ParallelSnapshotRequest", {
    item: VM,
    said: "A snapshot runs.",
    message:
      "web-02: Job (id) ended Failed: A snapshot runs. (ParallelSnapshotRequest) What to do: Another snapshot of the VM is under way. Try again later.",
  }),
  ends("a share that is gone", "FileShareNotFound", {
    item: SHARE,
    said: "There is no such share.",
    message:
      "documents: Job (id) ended Failed: There is no such share. (FileShareNotFound) What to do: The file share no longer exists. Stop its protection if it was deleted.",
  }),
  ends("a share with too many snapshots", "AFSMaxSnapshotReached", {
    item: SHARE,
    said: "Too many snapshots.",
    message:
      "documents: Job (id) ended Failed: Too many snapshots. (AFSMaxSnapshotReached) What to do: The share has as many snapshots as Azure allows. Delete some, or keep them for a shorter time.",
  }),
  ends("a storage account that is gone", "UserErrorStorageAccountNotFound", {
    item: SHARE,
    said: "No such account.",
    message:
      "documents: Job (id) ended Failed: No such account. (UserErrorStorageAccountNotFound) What to do: The storage account no longer exists. Stop the protection of its shares if it was deleted.",
  }),
  ends("a lock on the storage account", "UserErrorStorageAccountIsLocked", {
    item: SHARE,
    said: "It is locked.",
    message:
      "documents: Job (id) ended Failed: It is locked. (UserErrorStorageAccountIsLocked) What to do: A lock on the storage account forbids it. Have the lock removed first.",
  }),
  ends("a storage account without keys", "UserErrorStorageKeyBasedAuthenticationNotPermitted", {
    item: SHARE,
    said: "No keys.",
    message:
      "documents: Job (id) ended Failed: No keys. (UserErrorStorageKeyBasedAuthenticationNotPermitted) What to do: The storage account forbids its access keys, which the backup needs. Allow them.",
  }),
  ends("a share whose data cannot be copied", "DatamoverGenericError", {
    item: SHARE,
    said: "Copying failed.",
    message:
      "documents: Job (id) ended Failed: Copying failed. (DatamoverGenericError) What to do: Copying data failed. Try again; if it persists, ask Azure support.",
  }),
  ends("a code that bears a number alone (1073871825)", "", {
    item: SHARE,
    number: 1073871825,
    said: "An internal error has occurred.",
    recommends: ["Wait for a few minutes and try again."],
    message:
      "documents: Job (id) ended Failed: An internal error has occurred. (1073871825) What to do: Azure recommends: Wait for a few minutes and try again.",
  }),
  ends("a backup that somebody cancelled", "UserErrorJobSuccessfullyCancelled", {
    item: VM,
    number: 400158,
    status: "Cancelled",
    said: "The job is cancelled.",
    message:
      "web-02: Job (id) ended Cancelled: The job is cancelled. [400158] (UserErrorJobSuccessfullyCancelled) What to do: Someone cancelled the job. Find out who before you run it again.",
  }),
  ends("a backup that ended Cancelled without a word", "", {
    status: "Cancelled",
    said: "",
    message:
      "payroll: Job (id) ended Cancelled. What to do: Someone or something cancelled it; find out why before you run the step again.",
  }),
  ends(
    "a VM's transfer that was cancelled, with warnings (400158)",
    "UserErrorJobSuccessfullyCancelled",
    {
      item: VM,
      number: 400158,
      status: "CompletedWithWarnings",
      said: "The job is cancelled.",
      message:
        "web-02: Job (id) ended CompletedWithWarnings: The job is cancelled. [400158] (UserErrorJobSuccessfullyCancelled) What to do: Someone cancelled the job. Find out who before you run it again. If such warnings are acceptable, set 'allowed-job-statuses: Completed, CompletedWithWarnings'.",
    },
  ),
  ends("a database's backup with warnings of a code that nobody knows", "UserErrorPaleMoon", {
    status: "CompletedWithWarnings",
    said: "Some files were left out.",
    recommends: ["Look at the files."],
    message:
      "payroll: Job (id) ended CompletedWithWarnings: Some files were left out. (UserErrorPaleMoon) What to do: Azure recommends: Look at the files. If such warnings are acceptable, set 'allowed-job-statuses: Completed, CompletedWithWarnings'.",
  }),
];

import { KINDS } from "./item.ts";
import { jobIn } from "./job.ts";
import { object, parseObject, text } from "./json.ts";
import type { Recording } from "./recording.ts";
import type { Answer } from "./slice.ts";

/** An answer of our own making. */
export function jsonAnswer(status: number, body: unknown): Answer {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: body === undefined ? "" : JSON.stringify(body),
  };
}

/** An error as ARM words it. */
export function errorAnswer(status: number, code: string): Answer {
  return jsonAnswer(status, { error: { code, message: `${code}, said by the replay server.` } });
}

/** The end of an operation that the recorded client never looked at. */
export function operationAnswer(id: string, jobId: string): Answer {
  const properties = { objectType: "OperationStatusJobExtendedInfo", jobId };
  const named = jobId === "" ? {} : { properties };
  return {
    ...jsonAnswer(200, { id, name: id, status: "Succeeded", ...named }),
    filled: "operation",
  };
}

/** The vault, which agrees with what becomes of the item and with what the recorded client had to do. */
export function vaultAnswer({ vaultId, facts }: Recording): Answer {
  const softDeleteSettings = {
    softDeleteState: facts.softDelete ? "Enabled" : "Disabled",
    softDeleteRetentionPeriodInDays: facts.softDelete ? 14 : 0,
  };
  return jsonAnswer(200, {
    id: vaultId,
    name: vaultId.split("/").at(-1),
    type: "Microsoft.RecoveryServices/vaults",
    location: "westeurope",
    properties: {
      provisioningState: "Succeeded",
      securitySettings: {
        softDeleteSettings,
        ...(facts.isImmutable ? { immutabilitySettings: { state: "Unlocked" } } : {}),
        ...(facts.isGuarded ? { multiUserAuthorization: "Enabled" } : {}),
      },
    },
  });
}

/** A policy of the right kind that says nothing else. */
export function policyAnswer({ slice, vaultId }: Recording, name: string): Answer {
  const { backupManagementType, workloadType } = KINDS[slice.workload];
  return jsonAnswer(200, {
    id: `${vaultId}/backupPolicies/${name}`,
    name,
    type: "Microsoft.RecoveryServices/vaults/backupPolicies",
    properties: { backupManagementType, workLoadType: workloadType },
  });
}

/** The recovery point that the recorded backup made, as young as its job. */
export function pointAnswer(recording: Recording, itemId: string): Answer {
  const job = parseObject(jobAnswer(recording, "Completed").body);
  const madeAt = text(object(job?.properties).startTime);
  const properties = {
    recoveryPointTime: madeAt,
    recoveryPointTimeInUTC: madeAt,
    recoveryPointTierDetails: [{ type: "HardenedRP", status: "Valid" }],
  };
  return jsonAnswer(200, {
    value: [{ id: `${itemId}/recoveryPoints/1`, name: "1", properties }],
  });
}

/** The recorded job with another status; a bare job where none is recorded. */
export function jobAnswer({ slice, vaultId, facts }: Recording, status: string): Answer {
  const { backupManagementType, workloadType } = KINDS[slice.workload];
  const recorded = slice.exchanges.map((exchange) => jobIn(exchange, facts.jobId));
  const job = recorded.find((body) => text(object(body?.properties).status) !== "");
  const startTime = text(
    parseObject(slice.exchanges.find(({ phase }) => phase === "poll")?.response.body ?? "")
      ?.startTime,
  );
  // What a cancellation needs to know of its job: only a backup or a restore can be cancelled.
  const operation = slice.operation === "cancel" ? { operation: "Backup" } : {};
  const bare = { ...operation, backupManagementType, workloadType, startTime };
  const { endTime: _, ...properties } = object(job?.properties ?? bare);
  return jsonAnswer(200, {
    id: `${vaultId}/backupJobs/${facts.jobId}`,
    name: facts.jobId,
    type: "Microsoft.RecoveryServices/vaults/backupJobs",
    properties: { ...properties, status },
  });
}

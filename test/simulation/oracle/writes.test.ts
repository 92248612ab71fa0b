import { describe, expect, test } from "vitest";
import { policyId } from "../../emulator/vault/state.ts";
import type { Scene } from "../scene.ts";
import { HOLDS, type Property } from "./property.ts";
import { buildRecord, HEALTHY_DATABASE, PLAIN_SCENE, type Stage } from "./record-builder.ts";
import {
  dryRunWritesNothing,
  noDeleteInImmutableVault,
  noSecondBackup,
  noSecondDelete,
  noThirdSending,
  noUnconfirmedDelete,
  noWriteAgainstDecision,
  retentionNotShortenedWithoutLeave,
} from "./writes.ts";

const TYPE = { protectedItemType: "AzureVmWorkloadSQLDatabase" };
const BACKUP = { objectType: "AzureWorkloadBackupRequest", backupType: "Full" };

const deletion = (inputs: Record<string, string>, vault: Partial<Scene["vault"]> = {}) => ({
  operation: "stop-protection-delete-data" as const,
  inputs: { ...PLAIN_SCENE.inputs, ...inputs },
  vault: { ...PLAIN_SCENE.vault, ...vault },
});

function judged(property: Property, scene: Partial<Scene>, happen: (stage: Stage) => void) {
  return property.judge(
    buildRecord({
      scene,
      happen: (stage) => {
        stage.read("");
        happen(stage);
      },
    }),
  );
}

function backUp(stage: Stage): void {
  stage.write("POST", BACKUP, "/backup");
}

function setPolicy(name: string) {
  return (stage: Stage) => stage.write("PUT", { ...TYPE, policyId: policyId(stage.vault, name) });
}

describe("noSecondBackup", () => {
  const lost = { operation: "backup-now" as const };

  test("is broken by a second backup after an answer that was lost", () => {
    const twice = (stage: Stage) => {
      backUp(stage);
      stage.at(200_000);
      backUp(stage);
      stage.read(`${itemPath(stage)}/backup`, { method: "POST", outcome: 504 });
    };

    expect(judged(noSecondBackup, lost, twice).breach).toContain("2 backups");
  });

  test("holds where the lost one was not sent again", () => {
    const once = (stage: Stage) => {
      backUp(stage);
      stage.read(`${itemPath(stage)}/backup`, { method: "POST", outcome: 504 });
    };

    expect(judged(noSecondBackup, lost, once)).toEqual(HOLDS);
  });
});

test("dryRunWritesNothing is broken by any request but a GET", () => {
  const dry = { inputs: { ...PLAIN_SCENE.inputs, "dry-run": "true" } };

  expect(judged(dryRunWritesNothing, dry, setPolicy("Long")).breach).toContain("PUT");
  expect(judged(dryRunWritesNothing, dry, () => {})).toEqual(HOLDS);
});

describe("noWriteAgainstDecision", () => {
  test("is broken by a write to an item that somebody stopped a minute before", () => {
    const stopped = (stage: Stage) => {
      stage.change({ protectionState: "ProtectionStopped", policyId: undefined });
      stage.at(60_000);
      setPolicy("Long")(stage);
    };

    expect(judged(noWriteAgainstDecision, {}, stopped).breach).toContain("refuse");
  });

  test("forgives what changed within the last short round", () => {
    const justNow = (stage: Stage) => {
      stage.at(60_000);
      stage.change({ protectionState: "ProtectionStopped", policyId: undefined });
      stage.at(70_000);
      setPolicy("Long")(stage);
    };

    expect(judged(noWriteAgainstDecision, {}, justNow)).toEqual(HOLDS);
  });

  test("is broken by a write where the line means two items", () => {
    const twins = {
      items: [HEALTHY_DATABASE, { ...HEALTHY_DATABASE, host: 1 }],
      inputs: { ...PLAIN_SCENE.inputs, item: "payroll" },
    };

    expect(judged(noWriteAgainstDecision, twins, setPolicy("Long")).breach).toContain("no single");
  });
});

describe("noUnconfirmedDelete", () => {
  const remove = (stage: Stage) => stage.write("DELETE");

  test("is broken by a deletion that names something else", () => {
    const scene = deletion({ "confirm-delete": "erp" });

    expect(judged(noUnconfirmedDelete, scene, remove).breach).toContain("erp");
    expect(judged(noUnconfirmedDelete, scene, () => {})).toEqual(HOLDS);
  });

  test("wants 'permanently' where soft delete has been off for the whole round", () => {
    const off = (stage: Stage) => {
      stage.vault.softDeleteState = "Disabled";
      stage.change({});
      stage.at(30_000);
      remove(stage);
    };
    const scene = (written: string) => deletion({ "confirm-delete": written });

    expect(judged(noUnconfirmedDelete, scene("payroll"), off).breach).toBeDefined();
    expect(judged(noUnconfirmedDelete, scene("permanently payroll"), off).breach).toBeUndefined();
  });
});

test("noDeleteInImmutableVault is broken by a DELETE in a vault of an unknown word", () => {
  const sealed = deletion({ "confirm-delete": "payroll" }, { immutability: "Sealed" });

  expect(
    judged(noDeleteInImmutableVault, sealed, (stage) => stage.write("DELETE")).breach,
  ).toContain("Sealed");
  expect(judged(noDeleteInImmutableVault, sealed, () => {})).toEqual(HOLDS);
});

test("noSecondDelete is broken by a second one after somebody's undelete", () => {
  const scene = deletion({ "confirm-delete": "payroll" });
  const lost = (stage: Stage) => {
    stage.write("DELETE");
    stage.read(itemPath(stage), { method: "DELETE", outcome: "dropped" });
    stage.at(60_000);
  };
  const twice = (stage: Stage) => {
    lost(stage);
    stage.change({ deletedAt: undefined });
    stage.write("DELETE");
  };

  expect(judged(noSecondDelete, scene, twice).breach).toContain("2 deletions");
  expect(judged(noSecondDelete, scene, lost)).toEqual(HOLDS);
});

test("noThirdSending is broken by a change that is sent again after two lost answers", () => {
  const lost = (times: number) => (stage: Stage) => {
    for (let time = 1; time <= times; time++) {
      stage.at(time * 60_000);
      stage.read(itemPath(stage), { method: "PUT", outcome: 504, mishap: "504" });
    }
  };

  expect(judged(noThirdSending, {}, lost(3)).breach).toContain("after two lost answers");
  expect(judged(noThirdSending, {}, lost(2))).toEqual(HOLDS);
});

test("noSecondBackup is broken by another one after a conflict that had moved data", () => {
  const twice = (moved: string) => (stage: Stage) => {
    stage.write("POST", BACKUP, "/backup");
    stage.at(1_000_000);
    const [job] = stage.vault.jobs;
    Object.assign(job ?? {}, {
      status: "Failed",
      errors: [{ errorCode: 510_008 }],
      propertyBag: { "Data Transferred (in MB)": moved },
    });
    stage.write("POST", BACKUP, "/backup");
    stage.at(2_000_000);
  };
  const scene = { operation: "backup-now" as const };

  expect(judged(noSecondBackup, scene, twice("0")).breach).toBeUndefined();
  expect(judged(noSecondBackup, scene, twice("812")).breach).toBeDefined();
});

describe("retentionNotShortenedWithoutLeave", () => {
  const toShort = { inputs: { ...PLAIN_SCENE.inputs, policy: "Short" } };

  test("is broken by a policy that keeps less, unless the user allows it", () => {
    const leave = { inputs: { ...toShort.inputs, "allow-shorter-retention": "true" } };
    const short = setPolicy("Short");

    expect(judged(retentionNotShortenedWithoutLeave, toShort, short).breach).toContain("Short");
    expect(judged(retentionNotShortenedWithoutLeave, toShort, () => {})).toEqual(HOLDS);
    expect(judged(retentionNotShortenedWithoutLeave, leave, short).breach).toBeUndefined();
  });

  test("counts the oldest point of a stopped item", () => {
    const stopped = {
      ...toShort,
      operation: "resume-protection" as const,
      items: [{ ...HEALTHY_DATABASE, state: "ProtectionStopped" as const, points: [OLD] }],
    };

    expect(
      judged(retentionNotShortenedWithoutLeave, stopped, setPolicy("Short")).breach,
    ).toBeDefined();
  });
});

const OLD = { ageMin: 30 * 24 * 60, type: "Full", tiers: [["HardenedRP", "Valid"]] } as const;

function itemPath({ item }: Stage): string {
  return `/backupFabrics/Azure/protectionContainers/${item.container}/protectedItems/${item.name}`;
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sessionSubscription } from "../../../../src/azure/identity/az-session.ts";
import { RunCancelledError } from "../../../../src/errors.ts";

const HOST = { session: "Run 'az login' first" };
const { PATH } = process.env;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "az-"));
  process.env.PATH = folder;
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

function az(script: string): void {
  writeFileSync(join(folder, "az"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

describe.skipIf(process.platform === "win32")("the subscription of the session", () => {
  test("is what az says", async () => {
    az("echo 0000-1");

    expect(await sessionSubscription(HOST, AbortSignal.timeout(60_000))).toBe("0000-1");
  });

  test("is missing where az fails", async () => {
    az("exit 1");

    await expect(sessionSubscription(HOST, AbortSignal.timeout(60_000))).rejects.toThrow(
      "The Azure CLI has no session with a subscription.",
    );
  });

  test.each([
    { host: HOST, way: "give 'client-id' and 'tenant-id'" },
    { host: { ...HOST, withoutSession: "set A and B" }, way: "set A and B" },
  ])("is missing where there is no az, and the hint does not send to it: $way", async (one) => {
    const asked = sessionSubscription(one.host, AbortSignal.timeout(60_000));

    await expect(asked).rejects.toMatchObject({
      reason: "sign-in-failed",
      message: "The Azure CLI (az) is not on the PATH, so it cannot tell the subscription.",
      hint: expect.stringMatching(
        `^Set 'subscription-id', .* resource id as 'vault'. To sign in without az, ${one.way}[.]`,
      ),
    });
  });

  test("is not waited for beyond the step's time limit, and the error says that az hangs", async () => {
    az("exec /bin/sleep 60");

    await expect(sessionSubscription(HOST, AbortSignal.timeout(50))).rejects.toMatchObject({
      reason: "sign-in-failed",
      message: "The Azure CLI did not answer in time.",
    });
  });

  test("is given up at a cancel, which the error is then", async () => {
    az("exec /bin/sleep 60");
    const cancelled = new RunCancelledError("The run was cancelled.");

    await expect(sessionSubscription(HOST, AbortSignal.abort(cancelled))).rejects.toBe(cancelled);
  });
});

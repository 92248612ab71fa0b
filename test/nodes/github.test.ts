import { describe, expect, test } from "vitest";
import { IDS, oidc, onStage, SECRET, STOP } from "../identity/steps.ts";
import { bundleAlone } from "../support/bundle.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import { HAS_PINNED_NODES, pinnedNode } from "../support/pinned-nodes.ts";
import { runStep } from "../support/runner.ts";

const bundle = bundleAlone();

describe.skipIf(!HAS_PINNED_NODES).each(["20", "22"] as const)(
  "GitHub's bundle on Node %s",
  (major) => {
    const at = (work: Parameters<typeof onStage>[1]) => () =>
      onStage(bundle, work, { node: pinnedNode(major) });

    test(
      "signs in with GitHub OIDC, follows a job, and opens the gate",
      at(async ({ azure, step }) => {
        const ended = await step({ ...STOP, ...IDS, operation: "backup-now" }, oidc(azure));

        expect(ended).toMatchObject({ exitCode: 0, stderr: "" });
        expect(ended.stdout).toContain("signing in with GitHub OIDC.");
        expect(ended.outputs.get("gate")).toBe("open");
        expect(ended.outputs.get("reason")).toBe("completed");
        expect(ended.outputs.get("job-id")).toMatch(/^[\da-f-]{36}$/);
        expect(ended.summary).toContain("## Backup gate open: completed");
      }),
    );

    test(
      "is red after a job that failed",
      at(async ({ azure, step }) => {
        azure.script({ operation: "Backup", jobStatus: "Failed" });

        const ended = await step({ ...STOP, ...SECRET, operation: "backup-now" });

        expect(ended).toMatchObject({ exitCode: 1, stderr: "" });
        expect(ended.outputs.get("gate")).toBe("closed");
        expect(ended.outputs.get("reason")).toBe("job-failed");
      }),
    );

    test.each([
      { age: "1m", reason: "recovery-point-too-old" },
      { age: "soon", reason: "invalid-input" },
    ])("is red where the gate stays closed: $reason", ({ age, reason }) =>
      at(async ({ step }) => {
        const inputs = { operation: "verify-backup", "max-recovery-point-age": age };
        const ended = await step({ ...STOP, ...SECRET, ...inputs });

        expect(ended).toMatchObject({ exitCode: 1, stderr: "" });
        expect(ended.outputs.get("gate")).toBe("closed");
        expect(ended.outputs.get("reason")).toBe(reason);
      })(),
    );

    test(
      "goes through the proxy and nowhere else",
      at(async ({ azure, server, step }) => {
        await using proxy = await startConnectProxy({ port: server.port });
        azure.origin = "https://localhost:1";

        const ended = await step({ ...STOP, ...SECRET }, { HTTPS_PROXY: proxy.url });

        expect(ended).toMatchObject({ exitCode: 0, stderr: "" });
        expect(ended.outputs.get("reason")).toBe("completed");
        expect(new Set(proxy.tunnels)).toEqual(new Set(["localhost:1"]));
      }),
    );
  },
);

test.skipIf(!HAS_PINNED_NODES)("GitHub's bundle is red on Node 16, and says why", async () => {
  const ended = await runStep({ bundle: bundle.path, node: pinnedNode("16"), inputs: {} });

  expect(ended).toMatchObject({ exitCode: 1, stderr: "" });
  expect(ended.stdout).toBe(
    "::error title=Backup gate closed::This action needs Node 20 or later, and the runner runs it on 16.20.2. Update the runner.\n",
  );
});

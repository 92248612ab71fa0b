import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { publishPackage } from "../../scripts/npm-release.ts";

const CONTENT = new TextEncoder().encode("A tarball.");
const PACKED = { version: "1.2.0", file: "./packages/gate.tgz", content: CONTENT };
const OWN = `sha512-${createHash("sha512").update(CONTENT).digest("base64")}`;

/** Publishes to a registry that answers this about the version, and says what npm was run with. */
async function publishTo(status: number, integrity?: string) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? "");
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ dist: { integrity } }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const runs: (readonly string[])[] = [];
  try {
    const said = await publishPackage(PACKED, registry, (args) => runs.push(args)).catch(String);
    return { said, runs, paths };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("the package of the command", () => {
  test("is published with provenance, and none of its scripts runs", async () => {
    const { said, runs, paths } = await publishTo(404);

    expect(said).toBe("Published azure-backup-gate 1.2.0.");
    expect(paths).toEqual(["/azure-backup-gate/1.2.0"]);
    expect(runs).toEqual([
      ["publish", PACKED.file, "--provenance", "--access", "public", "--ignore-scripts"],
    ]);
  });

  test("is left alone if an earlier run has published the same bytes", async () => {
    const { said, runs } = await publishTo(200, OWN);

    expect(said).toBe("azure-backup-gate 1.2.0 is published already.");
    expect(runs).toEqual([]);
  });

  test.each([
    { why: "other bytes", status: 200, integrity: "sha512-other" },
    { why: "a version without a hash", status: 200, integrity: undefined },
    { why: "an answer that says nothing", status: 503, integrity: OWN },
  ])("stops the release at $why", async ({ status, integrity }) => {
    const { said, runs } = await publishTo(status, integrity);

    expect(said).toMatch(/^Error: The registry (has another|answered 503)/);
    expect(runs).toEqual([]);
  });
});

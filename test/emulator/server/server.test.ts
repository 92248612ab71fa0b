import { existsSync, readFileSync } from "node:fs";
import https from "node:https";
import { text } from "node:stream/consumers";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { Emulator } from "../emulator.ts";
import { vaultId } from "../vault/state.ts";
import { type Server, startServer } from "./server.ts";

interface Got {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

function send(server: Server, path: string, method = "GET", host = "localhost"): Promise<Got> {
  const { port, caPem: ca } = server;
  const headers = { authorization: "Bearer test-token" };
  return new Promise((resolve, reject) => {
    const request = https.request(
      { host, port, path, method, headers, ca, agent: false },
      (response) => {
        text(response).then(
          (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
          reject,
        );
      },
    );
    request.on("error", reject);
    request.end();
  });
}

const jobs = (emulator: Emulator) =>
  `${vaultId(emulator.vault())}/backupJobs?api-version=2025-02-01`;

test("answers over HTTPS under each of its names, and calls itself by its port", async () => {
  const emulator = new Emulator();
  await using server = await startServer(emulator);

  for (const host of ["localhost", "127.0.0.1"]) {
    expect((await send(server, jobs(emulator), "GET", host)).status).toBe(200);
  }
  expect(server.url).toBe(`https://localhost:${server.port}`);
  const item =
    "backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0/protectedItems/SQLDataBase;mssqlserver;crm";
  const path = `${vaultId(emulator.vault())}/${item}?api-version=2025-02-01`;
  const accepted = await send(server, path, "DELETE");
  expect(accepted).toMatchObject({ status: 202, body: "" });
  const url = String(accepted.headers["azure-asyncoperation"]);
  expect(url.startsWith(`${server.url}/`)).toBe(true);
  expect(JSON.parse((await send(server, url.slice(server.url.length))).body).status).toBe(
    "InProgress",
  );
});

test("has a certificate for further hosts, for clients behind a proxy, and for no other", async () => {
  await using server = await startServer(new Emulator(), { hosts: ["management.azure.com"] });
  const greeted = (servername: string) => {
    const { port, caPem: ca } = server;
    return new Promise<string>((resolve) => {
      const socket = connect({ host: "127.0.0.1", port, ca, servername }, () => {
        socket.destroy();
        resolve("trusted");
      });
      socket.on("error", (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    });
  };

  expect(await greeted("management.azure.com")).toBe("trusted");
  expect(await greeted("login.microsoftonline.com")).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
});

test("refuses a client that does not know its authority", async () => {
  await using server = await startServer(new Emulator());
  const stranger = { ...server, caPem: "" };

  await expect(send(stranger, "/")).rejects.toThrow(/certificate/);
});

test("drops, cuts and hangs as a fault says", async () => {
  const emulator = new Emulator();
  await using server = await startServer(emulator);
  emulator.fault({ answer: "dropped" });
  await expect(send(server, jobs(emulator))).rejects.toThrow();
  emulator.fault({ answer: { cut: true } });
  await expect(send(server, jobs(emulator))).rejects.toThrow(/aborted/);
  emulator.fault({ answer: "hang" });
  const hanging = send(server, jobs(emulator));
  const outcome = expect(hanging).rejects.toThrow();
  while (emulator.requests.length < 3) await new Promise((resolve) => setImmediate(resolve));

  await server.close(); // ends what hangs
  await outcome;
});

test("leaves its authority in a file for as long as it runs", async () => {
  const server = await startServer(new Emulator());
  expect(readFileSync(server.caFile, "utf8")).toBe(server.caPem);

  await server.close();
  expect(existsSync(server.caFile)).toBe(false);
});

import { ClientSecretCredential } from "@azure/identity";

// The floor, but for the sign-in: what Azure's library takes of a run, whoever calls it.

const { BENCH_URL = "", BENCH_TENANT = "", BENCH_CLIENT = "", BENCH_SECRET = "" } = process.env;
const credential = new ClientSecretCredential(BENCH_TENANT, BENCH_CLIENT, BENCH_SECRET, {
  authorityHost: BENCH_URL,
  disableInstanceDiscovery: true,
});
process.env.BENCH_TOKEN = (await credential.getToken(`${BENCH_URL}/.default`)).token;
await import("./floor.ts");

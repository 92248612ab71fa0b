import { describe, expect, test } from "vitest";
import { command, VAULT_OPTIONS } from "../support/run-on-terminal.ts";
import { scenario } from "../support/scenario.ts";

const MINUTE_S = 60;
const PAYROLL = [...VAULT_OPTIONS, "--item", "sqlserver-1/payroll"];
const VERIFY = ["verify-backup", ...PAYROLL, "--max-recovery-point-age", "24h"];
const BACKUP = ["backup-now", ...PAYROLL];

/** An unsigned token with these claims. */
const tokenWith = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;

/** The warnings of a command whose token file holds a text, or is missing. */
async function warnings(
  args: readonly string[],
  file: (nowSeconds: number) => string | undefined,
  env: Readonly<Record<string, string>> = {},
) {
  const azure = scenario();
  const text = file(azure.clock.now() / 1_000);
  const { terminal } = await command(azure, args, {
    env: {
      AZURE_CLIENT_ID: "c",
      AZURE_TENANT_ID: "t",
      AZURE_FEDERATED_TOKEN_FILE: "/token",
      ...env,
    },
    files: text === undefined ? {} : { "/token": text },
  });
  return terminal.notes.filter((line) => line.startsWith("Warning:"));
}

const expiresIn = (minutes: number) => (now: number) =>
  tokenWith({ exp: now + minutes * MINUTE_S });

describe("a token file that the step may outlive", () => {
  test("is told at the start, with what to do", async () => {
    expect(await warnings(BACKUP, expiresIn(60))).toEqual([
      "Warning: The command may take 5 h, and the token in the file that AZURE_FEDERATED_TOKEN_FILE names expires in 1 h. After that it gets no new access to Azure, and may end before the work does. If nothing renews the file, give the token a longer life (in GitLab it lives as long as the job's 'timeout:'), or set --timeout-minutes lower.",
    ]);
  });

  test.each([
    { what: "a step that ends earlier", args: VERIFY, minutes: 60 },
    { what: "one with a lower limit", args: [...BACKUP, "--timeout-minutes", "59"], minutes: 60 },
    {
      what: "one that ends with the token",
      args: [...VERIFY, "--timeout-minutes", "60"],
      minutes: 60,
    },
    { what: "a token that has expired, which the sign-in explains", args: BACKUP, minutes: -1 },
  ])("is nothing to $what", async ({ args, minutes }) => {
    expect(await warnings(args, expiresIn(minutes))).toEqual([]);
  });

  test("is told if it expires a minute before the end", async () => {
    const told = await warnings([...VERIFY, "--timeout-minutes", "60"], expiresIn(59));

    expect(told).toHaveLength(1);
  });

  test.each([
    { what: "is no JWT", text: "opaque" },
    { what: "has no expiry", text: tokenWith({ sub: "s" }) },
    { what: "has an expiry that is no number", text: tokenWith({ exp: "soon" }) },
    { what: "is missing", text: undefined },
  ])("that $what warns of nothing", async ({ text }) => {
    expect(await warnings(BACKUP, () => text)).toEqual([]);
  });

  test("is nothing to a step that signs in otherwise", async () => {
    const told = await warnings(BACKUP, expiresIn(60), { AZURE_CLIENT_SECRET: "s" });

    expect(told).toEqual([]);
  });
});

import { describe, expect, test, vi } from "vitest";
import { type Emulator, IDENTITY } from "../emulator/emulator.ts";
import { bundleAlone } from "../support/bundle.ts";
import { appService } from "../support/by-identity.ts";
import type { StepResult } from "../support/runner.ts";
import { bringInto, itemOf, type StartState, subjectOf } from "../support/subjects.ts";
import { azWithToken, fakeAz, IDS, oidc, onStage, SECRET, VAULT } from "./steps.ts";

const bundle = bundleAlone();
const SQL = subjectOf("SQLDataBase");
const FAST = { "poll-interval-seconds": "0.1" };
const DEBUG = { RUNNER_DEBUG: "1", ACTIONS_STEP_DEBUG: "true" };

/** Everything secret that an emulator hands out or is shown, as it comes about. */
function watch(azure: Emulator) {
  const tokens = vi.spyOn(azure.entra.tokens, "issue");
  const assertions = vi.spyOn(azure.github, "assertion");
  const signatures: string[] = [];
  const handle = azure.handle.bind(azure);
  vi.spyOn(azure, "handle").mockImplementation(async (request) => {
    const answer = await handle(request);
    if (!("response" in answer)) return answer;
    const { "azure-asyncoperation": status, location } = answer.response.headers;
    for (const url of [status, location]) {
      if (url === undefined || !URL.canParse(url)) continue;
      const { searchParams } = new URL(url);
      signatures.push(...["c", "s", "h", "t"].map((name) => searchParams.get(name) ?? ""));
    }
    return answer;
  });
  return {
    /** What the runner has to be told to mask. */
    get tokens(): readonly string[] {
      return tokens.mock.results.map(({ value }) => String(value.token));
    },
    get assertions(): readonly string[] {
      return assertions.mock.results.map(({ value }) => String(value));
    },
    /** The signatures of poll URLs. */
    get signatures(): readonly string[] {
      return signatures.filter((one) => one !== "");
    },
  };
}

type Watched = ReturnType<typeof watch>;

/** Holds everything that a step wrote against everything secret. */
function expectNothingLeaked(
  { stdout, stderr, written }: StepResult,
  { tokens, assertions, signatures }: Watched,
  azure: Emulator,
): void {
  const masks = new Map<string, number>();
  const lines = stdout.split(/\r?\n/);
  lines.forEach((line, index) => {
    const [, secret] = /^::add-mask::(.*)$/.exec(line) ?? [];
    if (secret !== undefined && !masks.has(secret)) masks.set(secret, index);
  });
  const shown = lines.filter((line) => !line.startsWith("::add-mask::")).join("\n");
  const everything = { shown, stderr, written };

  const fixed = [IDENTITY.clientSecret, IDENTITY.identityHeader, azure.github.requestToken];
  for (const [where, text] of Object.entries(everything)) {
    for (const secret of [...fixed, ...tokens, ...assertions, ...signatures]) {
      if (text.includes(secret)) expect.fail(`${where} holds ${secret.slice(0, 40)}…`);
    }
    // Parts of a token or an assertion, and an Authorization header.
    expect(text).not.toMatch(/eyJ|Bearer /i);
  }

  // Whatever could quote a token comes after the first answer of ARM that it led to.
  const firstAnswer = lines.findIndex((line) => /^::debug::\w+ \/subscriptions\//.test(line));
  expect(firstAnswer).toBeGreaterThan(0);
  for (const secret of [...tokens, ...assertions]) expect([...masks.keys()]).toContain(secret);
  const first = [tokens[0], assertions[0]].filter((one) => one !== undefined);
  for (const secret of first) expect(masks.get(secret)).toBeLessThan(firstAnswer);
}

const STEPS: readonly {
  readonly operation: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly state?: StartState;
  readonly immutable?: true;
  readonly reason?: string;
  readonly item?: string;
  readonly env?: Readonly<Record<string, string>>;
}[] = [
  { operation: "change-policy", inputs: { policy: "ProdPolicy" } },
  { operation: "stop-protection-retain-data" },
  { operation: "stop-protection-delete-data", inputs: { "confirm-delete": "payroll" } },
  { operation: "suspend-backups", immutable: true },
  { operation: "resume-protection", state: "ProtectionStopped", inputs: { policy: SQL.policy } },
  { operation: "undelete", state: "SoftDeleted" },
  { operation: "backup-now" },
  {
    operation: "verify-backup",
    inputs: { "max-recovery-point-age": "24h" },
    reason: "recovery-point-fresh",
  },
  { operation: "list-items", item: "*/payroll", reason: "listed" },
];

const MODES = [
  { mode: "a client secret", inputs: SECRET },
  { mode: "GitHub OIDC", inputs: IDS },
  { mode: "a managed identity", inputs: { "auth-type": "IDENTITY" } },
] as const;

describe("with debug logging, nothing secret is printed or written, and each secret is masked first, by", () => {
  // Every operation, and every mode of signing in with some of them.
  test.each(STEPS.map((one, index) => ({ ...one, ...MODES[index % 2] })))(
    "$operation with $mode",
    ({ operation, inputs, state = "Protected", immutable, reason = "completed", item }) =>
      onStage(bundle, async ({ azure, step }) => {
        const watched = watch(azure);
        if (immutable) azure.vault().immutability = "Unlocked";
        bringInto(itemOf(azure, SQL), state, Date.now());
        const own = STEPS.find((one) => one.operation === operation)?.inputs;

        const result = await step(
          { ...VAULT, ...FAST, operation, item: item ?? SQL.item, ...own, ...inputs },
          { ...DEBUG, ...oidc(azure), ...appService(azure) },
        );

        expect(result.outputs.get("reason"), result.stdout).toBe(reason);
        if (reason === "completed") expect(watched.signatures.length).toBeGreaterThan(3);
        expectNothingLeaked(result, watched, azure);
      }),
  );

  test.each([
    { operation: "wait-for-job", reason: "completed" },
    { operation: "cancel-job", reason: "cancelled-as-asked" },
  ])("$operation with a managed identity", ({ operation, reason }) =>
    onStage(bundle, async ({ azure, step }) => {
      const watched = watch(azure);
      const job = azure.addJob({
        item: itemOf(azure, SQL),
        ...(operation === "wait-for-job" && { endsInSeconds: 600 }),
      });

      const result = await step(
        { ...VAULT, ...FAST, operation, "job-id": job.id, "auth-type": "IDENTITY" },
        { ...DEBUG, ...oidc(azure), ...appService(azure) },
      );

      expect(result.outputs.get("reason"), result.stdout).toBe(reason);
      expectNothingLeaked(result, watched, azure);
    }),
  );

  test("a step that fails: polls that break off, a job that fails, a token that is refused", () =>
    onStage(bundle, async ({ azure, step }) => {
      const watched = watch(azure);
      azure.script({ jobStatus: "Failed" });
      azure.fault({ path: /operationsStatus/, answer: "dropped" });
      azure.fault({ path: /operationsStatus|backupJobs/, skip: 1, answer: { status: 401 } });
      azure.fault({ path: /operationsStatus|backupJobs/, skip: 2, answer: { cut: true } });

      const result = await step(
        { ...VAULT, ...FAST, operation: "backup-now", item: SQL.item, ...IDS },
        { ...DEBUG, ...oidc(azure) },
      );

      expect(result.outputs.get("reason"), result.stdout).toBe("job-failed");
      expect(watched.tokens).toHaveLength(2);
      expect(watched.assertions).toHaveLength(2);
      expectNothingLeaked(result, watched, azure);
    }));

  test.skipIf(process.platform === "win32")("a step with the session of the Azure CLI", () =>
    onStage(bundle, async ({ azure, step }) => {
      const watched = watch(azure);
      const { env } = await fakeAz(bundle, azWithToken(azure.entra.issue().token));

      const result = await step(
        { ...VAULT, ...FAST, operation: "stop-protection-retain-data", item: SQL.item },
        { ...DEBUG, ...env },
      );

      expect(result.outputs.get("reason")).toBe("completed");
      expect(watched.tokens).toHaveLength(1);
      expectNothingLeaked(result, watched, azure);
    }),
  );
});

describe("a client secret", () => {
  test("is masked by the very first line, even where an input is invalid", () =>
    onStage(bundle, async ({ step }) => {
      const { stdout, outputs, written } = await step(
        { ...VAULT, ...SECRET, operation: "no-such-operation" },
        DEBUG,
      );

      expect(outputs.get("reason")).toBe("invalid-input");
      expect(stdout.split(/\r?\n/)[0]).toBe(`::add-mask::${IDENTITY.clientSecret}`);
      expect(written).not.toContain(IDENTITY.clientSecret);
    }));

  test("that is wrong is not printed with Entra's refusal", () =>
    onStage(bundle, async ({ step }) => {
      const { stdout, stderr, outputs, written } = await step(
        {
          ...VAULT,
          ...SECRET,
          "client-secret": "the-wrong-secret",
          operation: "list-items",
          item: "*",
        },
        DEBUG,
      );

      expect(outputs.get("reason")).toBe("sign-in-failed");
      const shown = stdout.replace(/^::add-mask::.*$/gm, "");
      expect(shown + stderr + written).not.toContain("the-wrong-secret");
    }));

  test("of several lines is masked line by line", () =>
    onStage(bundle, async ({ step }) => {
      const { stdout, stderr, written } = await step(
        {
          ...VAULT,
          ...SECRET,
          "client-secret": "first-half-of-it\nsecond-half-of-it",
          operation: "list-items",
          item: "*",
        },
        DEBUG,
      );

      const shown = stdout.replace(/^::add-mask::.*$/gm, "");
      expect(shown + stderr + written).not.toMatch(/(first|second)-half-of-it/);
    }));
});

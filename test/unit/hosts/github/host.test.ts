import { describe, expect, test } from "vitest";
import { githubHost } from "../../../../src/hosts/github/host.ts";
import { FakeRunner, type FakeRunnerSettings } from "../../../support/fake-runner.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";
import { NEVER_CANCELLED } from "../../time/pace-builder.ts";

function setUp(settings: FakeRunnerSettings = {}) {
  const runner = new FakeRunner(settings);
  return {
    runner,
    host: githubHost(runner, { clock: new VirtualClock(), signal: NEVER_CANCELLED }),
  };
}

describe("GitHub as the host of a step", () => {
  test("reads inputs and variables from the runner", () => {
    const { host } = setUp({ inputs: { vault: "vault-1" }, env: { HTTPS_PROXY: "proxy" } });

    expect(host.input("vault")).toBe("vault-1");
    expect(host.input("timeout-minutes")).toBe("");
    expect(host.env("HTTPS_PROXY")).toBe("proxy");
    expect(host.env("NO_PROXY")).toBe("");
  });

  test("has the runner mask what is secret", () => {
    const { host, runner } = setUp();

    host.secret("s3cret");

    expect(runner.masked).toEqual(["s3cret"]);
  });

  test("names the workflow run, and says when a job on its own runners ends", () => {
    const { host, runner } = setUp();

    expect(host.run.name).toBe(runner.run);
    expect(host.run.limit?.minutes).toBe(6 * 60);
    expect(host.run.limit?.clause).toBe("GitHub ends a job on its own runners after six hours");
  });

  test("takes outputs that together fit into what a job may have, at two bytes a character", () => {
    const { host } = setUp();

    expect(host.run.fitsOutput(["x".repeat(512 * 1024)])).toBe(false);
    expect(host.run.fitsOutput(["x".repeat(400 * 1024)])).toBe(true);
  });

  test.each(["::", "##["])("measures an output with '%s' as it is written", (command) => {
    const { host } = setUp();
    const names = Array.from({ length: 45_000 }, () => `${command}x`);

    expect(JSON.stringify(names).length).toBeLessThan(400 * 1024);
    expect(host.run.fitsOutput(names)).toBe(false);
  });
});

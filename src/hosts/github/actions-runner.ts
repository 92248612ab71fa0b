import { appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as core from "@actions/core";
import type { World } from "../../world.ts";
import { reportFile } from "../report-file.ts";
import type { Runner } from "./runner.ts";

/** The runner that started this process, used through its own toolkit and the step's environment. */
export function actionsRunner(world: Pick<World, "http" | "clock" | "signal">): Runner {
  return {
    input: (name) => core.getInput(name),
    variables: Object.keys(process.env),
    env: (name) => process.env[name] ?? "",
    output: (name, value) => core.setOutput(name, value),
    mask: (secret) => {
      if (secret !== "") core.setSecret(secret);
    },
    log: (line) => core.info(line),
    debug: (line) => core.debug(line),
    group(title, lines) {
      core.startGroup(title);
      for (const line of lines) core.info(line);
      core.endGroup();
    },
    warning: (message) => core.warning(message),
    error: (message, title) => core.error(message, { title }),
    summary(markdown) {
      const file = process.env.GITHUB_STEP_SUMMARY;
      if (file) appendFileSync(file, markdown);
    },
    writeReport: reportFile(() => process.env.RUNNER_TEMP || tmpdir()),
    async oidcToken(audience) {
      // Only a sign-in with GitHub's assertion asks for one.
      const { githubAssertion } = await import("./oidc.ts");
      const requestUrl = process.env.ACTIONS_ID_TOKEN_REQUEST_URL ?? "";
      const requestToken = process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? "";
      return githubAssertion(audience, { requestUrl, requestToken }, world);
    },
    async postStatus(status, token, signal) {
      // Most steps post no status, and GitHub's client takes time to load.
      const { postCommitStatus } = await import("./status-api.ts");
      await postCommitStatus(status, token, signal);
    },
    run: `${process.env.GITHUB_REPOSITORY ?? ""} run ${process.env.GITHUB_RUN_ID ?? ""}`,
    pass: () => {
      process.exitCode = 0;
    },
  };
}

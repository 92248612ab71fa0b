import type { VaultState } from "../../emulator/vault/state.ts";
import type { WorkflowCall } from "../arguments.ts";
import { type Collected, usesOf } from "./files.ts";
import { oidcJobs } from "./plan.ts";
import { type Values, writtenOut } from "./values.ts";

/** What the notes are about. */
interface Run {
  readonly call: Pick<WorkflowCall, "timeScale" | "realCommands">;
  readonly values: Values;
  readonly vault: Pick<VaultState, "name" | "resourceGroup" | "subscriptionId">;
}

/** What a run has to say before it begins: where it differs from one on GitHub and Azure. */
export function notesOn(collected: Collected, { call, values, vault }: Run): readonly string[] {
  const { name, resourceGroup, subscriptionId } = vault;
  const second = call.timeScale === 1 ? "no faster" : `${call.timeScale} times as fast`;
  const notes = [
    `Azure Backup is emulated: vault '${name}' in resource group '${resourceGroup}' of subscription ${subscriptionId}. Time passes ${second}.`,
    call.realCommands
      ? "Scripts run for real, with what this repository and this machine have, and no secrets but those given."
      : "Scripts run with a few harmless tools; other commands and the repository's own scripts only say that they are not run (--real-commands runs them).",
  ];
  const leftOut = usesOf(collected, "elsewhere");
  if (leftOut.length > 0) {
    notes.push(
      `Left out, for they need the network, and their outputs are empty: ${leftOut.join(", ")}.`,
    );
  }
  const known = [...values.vars.keys()].map((one) => `vars.${one}`);
  const secrets = [...values.secrets.keys()].map((one) => `secrets.${one}`);
  notes.push(`Filled in: ${[...known, ...secrets].join(", ")}.`);
  if (values.unknown.length > 0) {
    notes.push(
      `Empty, for nothing tells what they are: ${values.unknown.join(", ")}. Give each with --var NAME=VALUE.`,
    );
  }
  for (const job of oidcJobs(collected).refused) {
    notes.push(
      `Job '${job}' gets no OIDC token on GitHub: it needs 'permissions: id-token: write'.`,
    );
  }
  const written = writtenOut(collected).get("vault")?.split("/").at(-1);
  if (written !== undefined && written.toLowerCase() !== name.toLowerCase()) {
    notes.push(
      `The workflow names the vault '${written}', which the emulator does not have: describe yours with --vault FILE, as docs/vault.yml does.`,
    );
  }
  return notes;
}

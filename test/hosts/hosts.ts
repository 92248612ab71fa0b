import { AZURE_PIPELINES } from "./azure-pipelines.ts";
import { GITHUB } from "./github.ts";
import type { HostUnderTest } from "./played.ts";
import { TERMINAL, TERMINAL_JSON } from "./terminal.ts";

/** Every host, GitHub first: the others are compared with it. The terminal has two ways to print. */
export const HOSTS: readonly HostUnderTest[] = [GITHUB, AZURE_PIPELINES, TERMINAL, TERMINAL_JSON];

/** Each host once. */
export const HOSTS_ONCE: readonly HostUnderTest[] = HOSTS.filter((host) => host !== TERMINAL_JSON);

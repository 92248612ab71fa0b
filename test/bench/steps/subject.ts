import type { Stage } from "./stage.ts";

/** The vault of the emulator's seed. */
export const VAULT =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012";
/** A database in it. */
export const ITEM = `${VAULT}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0/protectedItems/SQLDataBase;mssqlserver;msdb`;

/** How a program is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** What a program is, which says what it is compared with. */
export type Kind = "empty" | "floor" | "ours" | "ours-refused" | "other";

/** One program to measure. */
export interface Subject {
  readonly title: string;
  readonly kind: Kind;
  readonly exitCode: number;
  /** Whether it is also measured with V8's compile cache. */
  readonly isCached?: boolean;
  /** Whether it signs in without the identity library, so that it has to load little. */
  readonly isLight?: boolean;
  command(stage: Stage): Promise<Command>;
}

import { readFileSync } from "node:fs";
import { VaultFileError } from "./fields.ts";
import { readVaultFile, type VaultFile } from "./vault-file.ts";

/**
 * Reads a description of a vault from a file.
 *
 * @throws VaultFileError
 */
export function loadVaultFile(file: string): VaultFile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new VaultFileError(`${file}: The file cannot be read.`, { cause });
  }
  return readVaultFile(text, file);
}

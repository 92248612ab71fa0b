import { makeTerminalPackage, TERMINAL_PACKAGE } from "./terminal-package.ts";

await makeTerminalPackage(TERMINAL_PACKAGE);
console.log(`The package of the command is in ${TERMINAL_PACKAGE}: npm pack ${TERMINAL_PACKAGE}`);

import { table } from "./table.ts";

// node test/scenario/mistakes/print.ts
process.stdout.write(`${table()}\n`);

import type { Question, Start } from "./azure.ts";
import { buildVault } from "./subjects.ts";

// The Azure of one row, in a process of its own, so that memory and time of the step are its alone.

const { plan, startMs } = JSON.parse(process.argv[2] ?? "") as Start;
let now = startMs;
const azure = buildVault(plan, () => now);
process.on("message", ({ id, at, request }: Question) => {
  now = Math.max(now, at);
  azure.handle(request).then((answer) => process.send?.({ id, answer }));
});
process.send?.({ id: 0, answer: { kind: "hang" } });

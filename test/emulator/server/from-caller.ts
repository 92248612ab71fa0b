import { relative, resolve } from "node:path";

/** A path that somebody wrote, as this process has to name it: npm starts it in the package's root. */
export function fromCaller(file: string): string {
  return relative(process.cwd(), resolve(process.env.INIT_CWD ?? "", file));
}

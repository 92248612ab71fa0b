import { execFileSync } from "node:child_process";

/** The user's repository, as the emulated GitHub knows it. */
export const USERS_REPOSITORY = "contoso/payroll";

/** Makes a folder a repository of one commit on `main`, and returns the commit's SHA. */
export function commitAll(folder: string): string {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: folder, stdio: "pipe", encoding: "utf8" });
  git("init", "--quiet", "--initial-branch=main");
  git("remote", "add", "origin", `https://github.com/${USERS_REPOSITORY}.git`);
  git("add", "--force", ".");
  const who = ["-c", "user.name=Contoso", "-c", "user.email=contoso@example.com"];
  git(...who, "commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", "Migrate payroll");
  return git("rev-parse", "HEAD").trim();
}

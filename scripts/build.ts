import { join } from "node:path";
import { bundle } from "./bundle.ts";

// Builds the program of the host whose bundle is committed, because GitHub runs it from the repository.
await bundle("src/hosts/github/main.ts", join(import.meta.dirname, "..", "dist"));

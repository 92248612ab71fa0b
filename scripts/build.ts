import { bundle } from "./bundle.ts";

// The program that is committed; those of other hosts are built when they are packed.
bundle("src/hosts/github/main.ts", "dist");

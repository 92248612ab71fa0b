import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundle } from "./bundle.ts";
import { extensionJson, TASK_NAME, taskJson } from "./task-json.ts";

// Makes the folder from which tfx packs the extension for Azure Pipelines: npm run pack:task -- FOLDER

const root = join(import.meta.dirname, "..");
const out = resolve(process.argv[2] ?? join(root, "build", "azure-pipelines"));
const task = join(out, TASK_NAME);
const own = (file: string) => join(root, "azure-pipelines", file);

await bundle(join(root, "src", "hosts", "azure-pipelines", "main.ts"), task);
writeFileSync(join(task, "task.json"), taskJson());
copyFileSync(own("task-icon.png"), join(task, "icon.png"));
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "vss-extension.json"), extensionJson());
copyFileSync(own("overview.md"), join(out, "overview.md"));
copyFileSync(own("extension-icon.png"), join(out, "extension-icon.png"));
copyFileSync(join(root, "LICENSE"), join(out, "LICENSE"));
console.log(out);

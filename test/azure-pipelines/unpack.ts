import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { filesInZip } from "./vsix.ts";

// Unpacks an extension, and compares it with the folder that it was made from:
// node test/azure-pipelines/unpack.ts FILE.vsix FOLDER UNPACKED

/** What the package adds by itself, and what it keeps under another name or form. */
const OF_PACKAGE = ["[Content_Types].xml", "extension.vsixmanifest", "extension.vsomanifest"];
const NOT_COPIED = ["vss-extension.json"];

const [vsix = "", source = "", target = ""] = process.argv.slice(2);
const archive = readFileSync(vsix);
const files = filesInZip(archive);

for (const { name, packedSize, content } of files) {
  console.log(`${name}  ${content.length} bytes, ${packedSize} packed`);
  const path = join(target, decodeURIComponent(name));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
console.log(`${files.length} files, ${archive.length} bytes in all`);

const made = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => relative(source, join(parentPath, name)).split(sep).join("/"));
const packed = files.map(({ name }) => name).filter((name) => !OF_PACKAGE.includes(name));
const wrong = [
  ...made.filter((name) => !packed.includes(name) && !NOT_COPIED.includes(name)),
  ...packed.filter((name) => !made.includes(name)),
  ...files
    .filter(({ name }) => made.includes(name))
    .filter(({ name, content }) => !readFileSync(join(source, name)).equals(content))
    .map(({ name }) => name),
];
if (wrong.length > 0) {
  console.error(`Missing, strange or different in the package: ${wrong.join(", ")}`);
  process.exitCode = 1;
}

import { join, relative } from "node:path";
import ts from "typescript";
import { root } from "../sources.ts";

const SETTINGS = join(root, "tsconfig.json");

/** What is on the disk, parsed once for all programs. */
const onDisk = new Map<string, ts.SourceFile | undefined>();

/** The action as the compiler sees it. Its files are named from the root of the repository. */
export function actionProgram(): ts.Program {
  const { fileNames, options } = settings();
  const files = fileNames.map((file) => relative(root, file).replaceAll("\\", "/"));
  return ts.createProgram(files, options, hostOf(options, {}));
}

/** A program of one module that is nowhere on the disk. */
export function madeProgram(file: string, text: string): ts.Program {
  const options = { ...settings().options, types: [] };
  return ts.createProgram([file], options, hostOf(options, { [file]: text }));
}

function settings(): ts.ParsedCommandLine {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const read = ts.getParsedCommandLineOfConfigFile(SETTINGS, {}, host);
  if (read === undefined) throw new Error(`'${SETTINGS}' cannot be read.`);
  return read;
}

function hostOf(options: ts.CompilerOptions, made: Readonly<Record<string, string>>) {
  const host = ts.createCompilerHost(options, true);
  const fromDisk = host.getSourceFile;
  host.getCurrentDirectory = () => root;
  host.getSourceFile = (file, target, ...rest) => {
    const text = made[file];
    if (text !== undefined) return ts.createSourceFile(file, text, target, true);
    if (!onDisk.has(file)) onDisk.set(file, fromDisk(file, target, ...rest));
    return onDisk.get(file);
  };
  return host;
}

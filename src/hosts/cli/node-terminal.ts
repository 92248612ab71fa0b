import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";
import { createLogUpdate } from "log-update";
import { replaceFile, reportFile } from "../report-file.ts";
import type { LiveLines, Style, Terminal } from "./terminal.ts";
import { checkWritable } from "./writable.ts";

/** How often live lines show the time. */
const REDRAW_MS = 1_000;

/** The terminal or the pipes that started this process. */
export function nodeTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const isDumb = env.TERM === "dumb";
  const lines = stderr.isTTY && !isDumb && !env.CI && stderr.rows > 0 ? liveOn(stderr) : undefined;
  return {
    env: (name) => env[name] ?? "",
    print: (text) => written(stdout, text),
    note: (line) => (lines === undefined ? void stderr.write(`${line}\n`) : lines.note(line)),
    paint: (style, text, stream) =>
      isDumb ? text : styleText(STYLES[style], text, { stream: process[stream] }),
    live: lines,
    ask: stdin.isTTY && stderr.isTTY ? ask : undefined,
    hidesQuestions: Boolean(stdin.isTTY && !stderr.isTTY),
    writeReport: reportFile(tmpdir),
    replaceFile: (path, text) => replaceFile(path, [text]),
    checkFile: checkWritable,
    readFile: (path) => readFileSync(path, "utf8"),
    exitWith(code) {
      process.exitCode = code;
    },
  };
}

const STYLES = {
  green: "green",
  red: "red",
  yellow: "yellow",
  bold: "bold",
  dim: "dim",
} as const satisfies Record<Style, Parameters<typeof styleText>[0]>;

/** Resolves once the text has been taken; a reader that has gone away takes everything. */
function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
      if (error && code !== "EPIPE" && code !== "ERR_STREAM_DESTROYED") reject(error);
      else resolve();
    });
  });
}

/** Not in raw mode, so that Ctrl-C stays a signal. An end of the input is no answer. */
async function ask(question: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    const closed = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
    return await Promise.race([reader.question(question, { signal }), closed]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    reader.close();
  }
}

/** Live lines, and lasting ones above them. */
function liveOn(stream: NodeJS.WriteStream): LiveLines & { note(line: string): void } {
  const log = createLogUpdate(stream, { showCursor: true });
  let draw: (() => readonly string[]) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const update = () => {
    if (draw !== undefined) log(draw().join("\n"));
  };
  return {
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    begin(lines) {
      draw = lines;
      timer ??= setInterval(update, REDRAW_MS).unref();
      update();
    },
    update,
    end() {
      clearInterval(timer);
      timer = undefined;
      draw = undefined;
      log.clear();
    },
    note(line) {
      log.clear();
      stream.write(`${line}\n`);
      update();
    },
  };
}

import type { LiveLines, Style, Terminal } from "../../src/hosts/cli/terminal.ts";

/** What a `FakeTerminal` starts with. */
export interface FakeTerminalSettings {
  readonly env?: Readonly<Record<string, string>>;
  /** The files that can be read, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Paths of files that cannot be written. */
  readonly unwritable?: readonly string[];
  /** Paths of files that cannot be written any more once the step has begun. */
  readonly unwritableLater?: readonly string[];
  /** Answers the question before a write; left out where nobody can. */
  readonly answer?: (signal: AbortSignal) => Promise<string>;
  /** Whether somebody is there who would not see a question. */
  readonly hidesQuestions?: boolean;
  /** Takes what is printed; left out, everything is taken. */
  readonly print?: () => Promise<void>;
  /** The room for live lines; left out where nobody watches. */
  readonly room?: { readonly columns: number; readonly rows: number };
}

/** A terminal in memory: keeps all that the command says. */
export class FakeTerminal implements Terminal {
  stdout = "";
  readonly notes: string[] = [];
  readonly questions: string[] = [];
  readonly reports: string[] = [];
  readonly written = new Map<string, string>();
  /** Every text of every file, in order. */
  readonly writes: string[] = [];
  /** What the live lines showed each time that they changed. */
  readonly drawn: string[][] = [];
  exitCode = 1;
  readonly live: LiveLines | undefined;
  readonly ask: Terminal["ask"];
  readonly hidesQuestions: boolean;
  readonly #settings: FakeTerminalSettings;
  readonly #checked = new Set<string>();

  constructor(settings: FakeTerminalSettings = {}) {
    this.#settings = settings;
    const { answer, room } = settings;
    this.ask =
      answer === undefined
        ? undefined
        : async (question, signal) => {
            this.questions.push(question);
            return await answer(signal);
          };
    this.hidesQuestions = settings.hidesQuestions ?? false;
    this.live = room === undefined ? undefined : this.#liveLines(room);
  }

  #liveLines(room: { readonly columns: number; readonly rows: number }): LiveLines {
    let draw: (() => readonly string[]) | undefined;
    const update = () => {
      if (draw !== undefined) this.drawn.push([...draw()]);
    };
    return {
      ...room,
      begin(lines) {
        draw = lines;
        update();
      },
      update,
      end() {
        draw = undefined;
      },
    };
  }

  // The readers are handed on as plain functions, so they must not need `this`.
  readonly env = (name: string): string => this.#settings.env?.[name] ?? "";

  async print(text: string): Promise<void> {
    await this.#settings.print?.();
    this.stdout += text;
  }

  note(line: string): void {
    this.notes.push(line);
  }

  paint(_style: Style, text: string): string {
    return text;
  }

  writeReport(parts: Iterable<string>): string {
    this.reports.push(Array.from(parts).join(""));
    return "/tmp/backup-gate/report.json";
  }

  readonly replaceFile = (path: string, text: string): void => {
    this.checkFile(path);
    this.written.set(path, text);
    this.writes.push(text);
  };

  readonly checkFile = (path: string): void => {
    const { unwritable = [], unwritableLater = [] } = this.#settings;
    const isLater = this.#checked.has(path);
    if (unwritable.includes(path) || (isLater && unwritableLater.includes(path)))
      throw new Error(`EACCES: '${path}'`);
    this.#checked.add(path);
  };

  readonly readFile = (path: string): string => {
    const text = this.#settings.files?.[path];
    if (text === undefined) throw new Error(`ENOENT: '${path}'`);
    return text;
  };

  exitWith(code: number): void {
    this.exitCode = code;
  }
}

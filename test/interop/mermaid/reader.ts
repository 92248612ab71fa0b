/** One bar as mermaid would draw it; times are the reader's own, which is UTC here. */
export interface ReadBar {
  readonly section: string;
  readonly name: string;
  readonly start: Date;
  readonly end: Date;
  readonly looks: readonly string[];
  /** Whether a click on it does anything. */
  readonly clickable: boolean;
}

/** What mermaid understands of a diagram. */
export interface ReadChart {
  readonly kind: string;
  /** Settings that the text itself asks for. */
  readonly config: unknown;
  /** Every title, whether it has bars or not. */
  readonly sections: readonly string[];
  readonly bars: readonly ReadBar[];
}

/** A task in mermaid's own words, as far as a timeline has them. */
interface GanttTask {
  readonly section: string;
  readonly task: string;
  readonly startTime: Date;
  readonly endTime: Date;
  readonly classes: readonly string[];
  readonly done?: boolean;
  readonly active?: boolean;
  readonly crit?: boolean;
  readonly milestone?: boolean;
  readonly vert?: boolean;
}

interface MermaidModule {
  parse(text: string): Promise<{ diagramType: string; config: unknown }>;
  readonly mermaidAPI: {
    getDiagramFromText(text: string): Promise<{
      db: { getSections(): string[]; getTasks(): GanttTask[] };
    }>;
  };
}

const LOOKS = ["done", "active", "crit", "milestone", "vert"] as const;

/** Reads a diagram with mermaid's own parser; rejects where mermaid would show an error instead. */
export type Reader = (text: string) => Promise<ReadChart>;

/**
 * Loads mermaid from the package beside this file, which is installed apart from the action's own:
 * it weighs more than all of that. Undefined where it is not installed.
 */
export async function loadReader(): Promise<Reader | undefined> {
  const load = (name: string) => import(name); // so that types need no mermaid either
  let mermaid: MermaidModule;
  try {
    // Mermaid takes the DOM that is there when it is loaded; without one it fails on good diagrams.
    const { window } = new (await load("jsdom")).JSDOM("");
    Object.assign(globalThis, { window, document: window.document });
    mermaid = (await load("mermaid")).default;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
  return async (text) => {
    const { diagramType, config } = await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const bars = db.getTasks().map(barOf);
    return { kind: diagramType, config, sections: db.getSections(), bars };
  };
}

function barOf(task: GanttTask): ReadBar {
  return {
    section: task.section,
    name: task.task.trim(),
    start: task.startTime,
    end: task.endTime,
    looks: LOOKS.filter((look) => task[look]),
    clickable: task.classes.includes("clickable"),
  };
}

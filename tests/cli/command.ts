import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a command has said, and how it ended. */
export interface Said {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs a program; `env` is added to that of the tests. */
export const run = (program: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> =>
  new Promise((resolve) => {
    execFile(program, words, { maxBuffer: 1e8, env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ out, err, code: typeof error?.code === "number" ? error.code : 0 }),
    );
  });

/** Runs the built command. */
export const milepost = (...words: string[]): Promise<Said> => run("node", ["dist/cli.js", ...words]);

/** Files of a test. */
export interface Folder {
  /** Writes a file; what is no text is written as JSON, a list as a line each. Returns its path. */
  write(name: string, content: unknown): string;
  /** Makes an empty folder in it. Returns its path. */
  make(name: string): string;
  remove(): void;
}

export function createFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), "milepost-test-"));
  const toText = (content: unknown): string =>
    typeof content === "string" ? content : JSON.stringify(content);
  return {
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, Array.isArray(content) ? content.map(toText).join("\n") : toText(content));
      return path;
    },
    make(name) {
      const path = join(folder, name);
      mkdirSync(path);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** An event of a log: what is left out is Ana's, of this name, at nine in the morning of the first of June. */
export const createEvent = (more: Readonly<Record<string, unknown>> = {}) => ({
  type: "track",
  event: "Invoice Sent",
  userId: "ana",
  timestamp: "2026-06-01T09:00:00Z",
  messageId: JSON.stringify(more),
  ...more,
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { runCommand } from "../../src/cli/runCommand.ts";

/** What a command has said, and how it ended. */
export interface Said {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs the command of the source, in this process: as `npx milepost` prints it, in the zone that it takes. */
export async function milepost(...words: string[]): Promise<Said> {
  vi.stubEnv("TZ", "UTC");
  try {
    const { out, err, ok } = await runCommand(words);
    return { out: toText(out), err: toText(err), code: ok ? 0 : 1 };
  } finally {
    vi.unstubAllEnvs();
  }
}

const toText = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

/** Files of a test. */
export interface Folder {
  /** Writes a file; what is neither text nor bytes is written as JSON, a list as a line each. Returns its path. */
  write(name: string, content: unknown): string;
  /** Makes an empty folder in it. Returns its path. */
  make(name: string): string;
  remove(): void;
}

const asText = (content: unknown): string =>
  typeof content === "string" ? content : JSON.stringify(content);

export function createFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), "milepost-test-"));
  return {
    write(name, content) {
      const path = join(folder, name);
      const isBytes = content instanceof Uint8Array;
      const text = Array.isArray(content) ? content.map(asText).join("\n") : isBytes || asText(content);
      writeFileSync(path, isBytes ? content : `${text}`);
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

import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Opens a new file to write to and read from. It has no name any more as soon as it is open: however the process ends,
 * nothing of it is left.
 */
export function openUnnamedFile(): number {
  const folder = mkdtempSync(join(tmpdir(), "milepost-"));
  const file = openSync(join(folder, "lines"), "wx+", 0o600);
  rmSync(folder, { recursive: true });
  return file;
}

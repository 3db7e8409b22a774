import { readFile } from "node:fs/promises";
import { SETTINGS } from "./readSettings.ts";

/**
 * The settings in the JSON file at `path`, by the names that the environment has for them; a number is taken as its text.
 * @throws {Error} naming the file, and the first name that is none or that has no text.
 */
export async function readSettingsFile(path: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Error(`${path}: found no file that can be read, expected settings as JSON`);
  });
  const entries = Object.entries(parse(path, text)).map(([name, value]) => {
    if (!SETTINGS.includes(name))
      throw new Error(`${path}: found ${JSON.stringify(name)}, expected ${SETTINGS.join(", ")}`);
    if (typeof value !== "string" && typeof value !== "number")
      throw new Error(`${path}: ${name}: found ${JSON.stringify(value)}, expected a text or a number`);
    return [name, String(value)] as const;
  });
  return Object.fromEntries(entries);
}

function parse(path: string, text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${path}: found no JSON, expected an object with settings`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error(`${path}: found ${JSON.stringify(value).slice(0, 40)}, expected an object with settings`);
}

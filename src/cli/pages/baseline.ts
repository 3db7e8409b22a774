import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tryFile } from "../commandError.ts";
import type { Picture, Visitor } from "./visitor.ts";

/** A guide that looks or reads otherwise than it was accepted. */
export interface Change {
  readonly name: string;
  readonly before: Picture;
  readonly now: Picture;
  /** What differs between the pictures, as a PNG in base64. */
  readonly difference: string;
  /** Of all pixels, 0 to 1. */
  readonly share: number;
}

export interface Compared {
  readonly same: readonly string[];
  /** Not accepted yet. */
  readonly fresh: readonly string[];
  readonly changes: readonly Change[];
}

/** Letters are drawn a little otherwise on each machine: so much of a picture may differ, of its pixels. */
const TOLERANCE = 0.005;

const PNG = ".png";
const TREE = ".yml";
/** Ids of guides may have a slash in them, and more that no file is called by. */
const toFile = (name: string): string => encodeURIComponent(name);

/** What was accepted, by the names of guides; empty where nothing was. */
export function readBaseline(folder: string): ReadonlyMap<string, Picture> {
  const names = listNames(folder);
  return new Map(
    names.map((file) => {
      const png = tryFile(join(folder, file + PNG), () => readFileSync(join(folder, file + PNG), "base64"));
      const tree = tryFile(join(folder, file + TREE), () => readFileSync(join(folder, file + TREE), "utf8"));
      return [decodeURIComponent(file), { png, tree }];
    }),
  );
}

function listNames(folder: string): string[] {
  try {
    const files = readdirSync(folder);
    return files.flatMap((file) => (file.endsWith(PNG) ? file.slice(0, -PNG.length) : []));
  } catch {
    return [];
  }
}

/** Holds what is seen now against what was accepted. A tree has to be the same, a picture nearly so. */
export async function compareAll(
  baseline: ReadonlyMap<string, Picture>,
  pictures: ReadonlyMap<string, Picture>,
  { compare }: Pick<Visitor, "compare">,
): Promise<Compared> {
  const same: string[] = [];
  const fresh: string[] = [];
  const changes: Change[] = [];
  for (const [name, now] of pictures) {
    const before = baseline.get(name);
    if (!before) {
      fresh.push(name);
      continue;
    }
    const { share, picture } = await compare(before.png, now.png);
    if (share <= TOLERANCE && before.tree === now.tree) same.push(name);
    else changes.push({ name, before, now, difference: picture, share });
  }
  return { same, fresh, changes };
}

/**
 * Accepts what is seen now. What could not be seen keeps what was accepted of it, as long as there is such a guide.
 * @param isKnown Whether the config has a guide, or a step, of this name.
 */
export function accept(
  folder: string,
  pictures: ReadonlyMap<string, Picture>,
  isKnown: (name: string) => boolean,
): void {
  tryFile(folder, () => {
    mkdirSync(folder, { recursive: true });
    for (const [name, { png, tree }] of pictures) {
      writeFileSync(join(folder, toFile(name) + PNG), png, "base64");
      writeFileSync(join(folder, toFile(name) + TREE), tree);
    }
    for (const file of listNames(folder).filter((one) => !isKnown(decodeURIComponent(one))))
      for (const end of [PNG, TREE]) rmSync(join(folder, file + end), { force: true });
  });
}

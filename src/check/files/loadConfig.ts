import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { checkForm } from "../../sdk/config/checks/checkForm.ts";
import { createFault } from "../../sdk/config/faults.ts";
import { useForms } from "../../sdk/config/forms.ts";
import { toFaults } from "../../sdk/config/issues.ts";
import { suggest } from "../../sdk/config/suggest.ts";
import { createFinding, type Finding } from "../finding.ts";
import { decode } from "../source/decode.ts";
import { parseSource } from "../source/parseSource.ts";
import { getPart, getText, locate, type Part, type Place, type SourceFile, toValue } from "../source/part.ts";
import type { Files } from "./files.ts";
import { merge } from "./merge.ts";
import { findArticles, toDocs } from "./readFolder.ts";
import { readPlaybook } from "./readPlaybook.ts";

/** A config with all that it takes in. */
export interface LoadedConfig {
  /** What it says, in one piece; missing where that cannot be told. */
  readonly root?: Part;
  /** What is wrong with the files, each at its place. */
  readonly findings: ReadonlyArray<Finding & Place>;
  /** The names of all files that were asked for, that of the config first: whoever waits for a change looks at these. */
  readonly names: readonly string[];
}

const MARK =
  "found a byte order mark, expected none: a page passes over it, and other readers of JSON do not";

/**
 * Reads a config, with the files that it extends and the playbooks that it uses.
 * @param name Its path. Others are told by theirs from the same place.
 * @throws what `files` throws where the config itself cannot be read.
 */
export function loadConfig(name: string, files: Files): LoadedConfig {
  const findings: Array<Finding & Place> = [];
  const names = new Set<string>();
  let isWhole = true;
  const tell = (finding: Finding & Place): void => {
    findings.push(finding);
  };
  const refuse = (finding: Finding & Place): void => {
    isWhole = false;
    tell(finding);
  };

  const readText = (path: string, bytes: Uint8Array): SourceFile | undefined =>
    decodeFile(path, bytes, tell, refuse);

  function parse(path: string, bytes: Uint8Array): Part | undefined {
    const file = readText(path, bytes);
    if (!file) return undefined;
    const { root, findings: said } = parseSource(file);
    for (const one of said) tell(one);
    if (!root) isWhole = false;
    return root;
  }

  /** Another file, by what is written of it. */
  function readOther(said: Part, path: string, trail: readonly string[]): Part | undefined {
    const written = getText(said)!;
    const other = toPath(said);
    const fault = (found: string, expected: string, meant?: string): undefined => {
      refuse({
        severity: "error",
        ...createFault([path], found, expected, meant),
        ...locate(said, "", false),
      });
    };
    const quoted = JSON.stringify(written);
    const circle = trail.map((one) => resolve(one)).indexOf(resolve(other));
    if (circle >= 0)
      return fault(
        `${quoted}, which is ${[...trail.slice(circle), other].join(" > ")}`,
        "files that do not take themselves in",
      );
    names.add(other);
    try {
      return parse(other, files.read(other));
    } catch (error) {
      const folder = dirname(other);
      const near = suggest(basename(other), files.list(folder));
      const meant = near === undefined ? undefined : join(dirname(written), near);
      const { code, message } = error as Error & { readonly code?: unknown };
      const why = code === "ENOENT" || code === "ENOTDIR" ? `there is no ${other}` : message;
      return fault(`${quoted}, and ${why}`, "the path of a file, from this one", meant);
    }
  }

  function takeIn(root: Part, trail: readonly string[]): Part | undefined {
    if (root.is !== "object") return root;
    const own = { ...root, parts: root.parts.filter(([key]) => key !== "extends" && key !== "use") };
    const bases = readList(root, refuse).map(([path, said]) => {
      const base = readOther(said, path, trail);
      return base && takeIn(base, [...trail, base.file.name]);
    });
    const whole = [...bases.filter((base) => base !== undefined), own].reduce(merge);
    return readUses(root, refuse).reduce((sum, [path, use]) => {
      const parts = getPart(use, "docs")
        ? readFolder(getPart(use, "docs")!, `${path}.docs`, sum)
        : readBook(use, path, trail);
      return parts ? add(sum, parts, use, path, refuse) : sum;
    }, whole);
  }

  function readBook(use: Part, path: string, trail: readonly string[]): Part | undefined {
    const playbook = readOther(getPart(use, "playbook")!, `${path}.playbook`, trail);
    return playbook && readPlaybook(playbook, use, path, refuse);
  }

  /** The articles of a folder, and of those in it, in the order of their names. */
  function readFolder(said: Part, path: string, root: Part): Part {
    const folder = toPath(said);
    const found = findArticles(folder, files);
    for (const one of [folder, ...found]) names.add(one);
    if (found.length === 0) {
      const folderFound = `${JSON.stringify(getText(said))}, a folder without articles`;
      const fault = createFault([path], folderFound, "one with files that end in .md");
      refuse({ severity: "error", ...fault, ...locate(said, "", false) });
    }
    const articles = found.map((one) => readText(one, files.read(one)));
    return toDocs(said, articles, root, refuse);
  }

  names.add(name);
  const main = parse(name, files.read(name));
  const root = main && takeIn(main, [name]);
  return { ...(root && isWhole && { root }), findings, names: [...names] };
}

/** A path is told from the file that it stands in. */
function toPath(said: Part): string {
  const written = getText(said)!;
  return isAbsolute(written) ? written : join(dirname(said.file.name), written);
}

function decodeFile(path: string, bytes: Uint8Array, tell: Tell, refuse: Tell): SourceFile | undefined {
  const decoded = decode(bytes);
  if ("refused" in decoded) {
    refuse({ ...decoded.refused, file: { name: path, text: "" } });
    return undefined;
  }
  const file: SourceFile = { name: path, text: decoded.text };
  if (decoded.hasMark) tell({ ...createFinding("warning", [], MARK), file, offset: 0, length: 1 });
  return file;
}

type Tell = (finding: Finding & Place) => void;
type Named = ReadonlyArray<readonly [path: string, part: Part]>;

/** What `extends` says, a text or a list of them. */
function readList(root: Part, tell: Tell): Named {
  const said = getPart(root, "extends");
  if (!said) return [];
  const all: Named =
    said.is === "list" ? said.parts.map(([i, one]) => [`extends.${i}`, one]) : [["extends", said]];
  return all.filter(([path, one]) => {
    if (getText(one) !== undefined) return true;
    const found =
      one.is === "scalar" ? JSON.stringify(one.value) : `${one.is === "list" ? "a list" : "an object"}`;
    tell({
      severity: "error",
      ...createFault([path], found, "the path of a file"),
      ...locate(root, path, false),
    });
    return false;
  });
}

function readUses(root: Part, tell: Tell): Named {
  const said = getPart(root, "use");
  if (!said) return [];
  const value = toValue(said);
  const faults = toFaults(checkForm(useForms, value).issues, value, ["use"]);
  for (const { path, message } of faults)
    tell({ severity: "error", path, message, ...locate(root, path, message.includes("unknown key")) });
  return faults.length > 0 ? [] : said.parts.map(([i, use]) => [`use.${i}`, use]);
}

/** Puts a playbook's parts behind those that there are. No id may be there twice. */
function add(root: Part, playbook: Part, use: Part, path: string, tell: Tell): Part {
  const sections = new Map(root.parts);
  for (const [section, more] of playbook.parts) {
    const before = sections.get(section)?.parts ?? [];
    const ids = new Set(before.map(getId));
    const twice = more.parts.map(getId).find((id) => ids.has(id));
    if (twice !== undefined) {
      const as = getPart(use, "as");
      const found = as
        ? `${JSON.stringify(as.value)}, with which ${section} have ${JSON.stringify(twice)} twice`
        : `an article ${JSON.stringify(twice)} that there is already`;
      const expected = as
        ? "a name that no other id of the config begins with"
        : "another file name, or an id";
      const where = as ?? more.parts.find((one) => getId(one) === twice)![1];
      const at = as ? [path, "as"] : ["docs", twice];
      tell({ severity: "error", ...createFault(at, found, expected), ...locate(where, "", false) });
    }
    const all = [...before, ...more.parts];
    sections.set(section, {
      ...more,
      parts: more.is === "list" ? all.map(([, part], i) => [`${i}`, part] as const) : all,
    });
  }
  return { ...root, parts: [...sections] };
}

const getId = ([name, part]: Part["parts"][number]): string => getText(getPart(part, "id")) ?? name;

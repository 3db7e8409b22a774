import { createUnknownName } from "../../sdk/config/faults.ts";
import { FOREIGN, NAMES } from "../../sdk/config/names.ts";
import { type Finding, fail } from "../finding.ts";
import { getPart, getText, type Part, type Place } from "../source/part.ts";

/** Parts of a playbook that have ids, and what one of them is called. */
export const SECTIONS = {
  outcomes: "outcome",
  milestones: "milestone",
  journeys: "journey",
  gaps: "gap",
  guides: "guide",
  docs: "doc",
} as const;

/** The ids that parts have, by what they are. */
function getIds(root: Part): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(SECTIONS).map(([section, what]) => {
      const { parts = [] } = getPart(root, section) ?? {};
      const ids = section === "docs" ? parts.map(([, part]) => getText(getPart(part, "id")) ?? "") : [];
      return [what, section === "docs" ? ids : parts.map(([id]) => id)];
    }),
  );
}

const each = (part: Part, change: (one: Part, name: string) => Part): Part => ({
  ...part,
  parts: part.parts.map(([name, one]) => [name, change(one, name)] as const),
});

const eachText = (part: Part, change: (text: Part) => Part): Part =>
  getText(part) !== undefined ? change(part) : each(part, (one) => eachText(one, change));

/**
 * A playbook with `prefix` in front of its ids, wherever they stand: also where a condition asks for what reports have of
 * them, such as the `guide_id` of a `Guide Shown`. What names a part that the playbook has not is told.
 */
export function prefixIds(root: Part, prefix: string, tell: (finding: Finding & Place) => void): Part {
  const ids = getIds(root);
  const known = (what: string): readonly string[] => what.split(" or ").flatMap((one) => ids.get(one) ?? []);
  const put = (part: Part): Part => ({ ...part, value: `${prefix}${part.value}` });

  function rename(part: Part, what: string, path: readonly string[]): Part {
    const id = getText(part);
    if (id === undefined || (what === "doc" && id === "new")) return part;
    if (known(what).includes(id)) return put(part);
    const { message } = createUnknownName(path, id, `${what} of this playbook, or a parameter`, known(what));
    tell({ ...fail(path, message), file: part.file, offset: part.offset, length: part.length });
    return part;
  }

  /** A property of a report's that is an id; it may be another one's. */
  const renameTest = (test: Part, property: string): Part => {
    const what = /^(.*)_id$/.exec(property)?.[1];
    if (what === undefined) return test;
    return eachText(test, (one) => (known(what).includes(`${one.value}`) ? put(one) : one));
  };

  function visit(part: Part, path: readonly string[]): Part {
    const hasIds = path.length === 1 && path[0]! in SECTIONS && part.is === "object";
    if (hasIds)
      return {
        ...part,
        parts: part.parts.map(([id, one]) => [prefix + id, visit(one, [...path, id])] as const),
      };
    return each(part, (child, name) => change(child, [...path, name]));
  }

  function change(child: Part, path: readonly string[]): Part {
    const name = path.at(-1)!;
    if (name === "where") return each(child, renameTest);
    if (FOREIGN.has(name)) return child;
    // What a part of a playbook was called before had the prefix, too.
    if (name === "was" || (name === "id" && path[0] === "docs")) return eachText(child, put);
    const what = Object.hasOwn(NAMES, name) ? NAMES[name as keyof typeof NAMES] : undefined;
    if (what === undefined || child.is === "object") return visit(child, path);
    if (child.is === "scalar") return rename(child, what, path);
    return each(child, (one, at) =>
      one.is === "scalar" ? rename(one, what, path) : visit(one, [...path, at]),
    );
  }

  return visit(root, []);
}

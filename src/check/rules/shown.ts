import { getShown } from "../../sdk/config/compile/addHands.ts";
import type { GuideConfig } from "../../sdk/config/guideSchema.ts";
import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, fail, warn } from "../finding.ts";
import { getActions, getItems, type Placed } from "./parts.ts";

/** Guides that nothing shows, gaps that nothing bridges, and ways on that lead round in a circle. */
export const checkShown = (config: Config): Finding[] => [
  ...findUnshown(config),
  ...findUnbridged(config),
  ...findCircles(config),
];

/** These stand on the page by themselves. */
const STANDING: readonly GuideConfig["type"][] = ["help", "launcher"];

function findUnshown(config: Config): Finding[] {
  const opened = new Set([
    ...Object.values(config.gaps ?? {}).flatMap(({ bridge = [] }) => bridge.flatMap(getShown)),
    ...getOpeners(config).map(({ part }) => part),
  ]);
  return Object.entries(config.guides ?? {}).flatMap(([id, guide]) =>
    guide.if || STANDING.includes(guide.type) || opened.has(id)
      ? []
      : [
          warn(
            ["guides", id],
            `found a guide that nothing shows, expected a gap that names it in its bridge, an "if", or another guide that opens it; milepost.start(${JSON.stringify(id)}) alone would`,
          ),
        ],
  );
}

/** Where a guide opens another one. */
function getOpeners(config: Config): ReadonlyArray<Placed<string>> {
  const at = (path: Placed<string>["path"], part: string | undefined) =>
    part === undefined ? [] : [{ path, part }];
  return [
    ...getActions(config).flatMap(({ path, part }) => at([...path, "guide"], part.guide)),
    ...Object.entries(config.guides ?? {}).flatMap(([id, guide]) => [
      ...at(["guides", id, "fallback"], guide.fallback),
      ...getItems(guide).flatMap((item, i) => at(["guides", id, "items", i, "guide"], item.guide)),
      ...(guide.type === "launcher" ? at(["guides", id, "guide"], guide.guide) : []),
      ...(guide.type === "survey" ? (guide.then ?? []) : []).flatMap((branch, i) =>
        at(["guides", id, "then", i, "guide"], branch.guide),
      ),
    ]),
  ];
}

function findUnbridged({ gaps = {}, docs = [] }: Config): Finding[] {
  return Object.entries(gaps).flatMap(([id, { bridge = [] }]) =>
    bridge.length > 0 || docs.some((doc) => doc.gaps?.includes(id))
      ? []
      : [warn(["gaps", id], "found a gap that nothing bridges, expected a guide or doc in its bridge")],
  );
}

/** A fallback is shown where its guide's target is missing; round in a circle there is none in the end. */
function findCircles({ guides = {} }: Config): Finding[] {
  return Object.keys(guides).flatMap((id) => {
    const way = new Set([id]);
    for (let next = guides[id]?.fallback; next !== undefined; next = guides[next]?.fallback) {
      if (next === id)
        return [
          fail(
            ["guides", id, "fallback"],
            `found a circle: ${[...way, id].join(" > ")}, expected a guide that has no fallback in the end`,
          ),
        ];
      if (way.has(next)) return [];
      way.add(next);
    }
    return [];
  });
}

import type { ConditionConfig } from "../../sdk/config/conditionSchema.ts";
import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, fail } from "../finding.ts";
import { findNever } from "./contradictions.ts";
import { getAll, getConditions, getItems, getNeeded, type Placed } from "./parts.ts";

/** What nobody can ever reach, open or see, because a condition cannot hold. */
export function checkReach(config: Config): Finding[] {
  const nevers = getConditions(config).flatMap((one) => {
    const never = findNever(one);
    return never ? [{ whole: one.path.join("."), never }] : [];
  });
  return [
    ...nevers.map(({ never: { path, why } }) => fail(path, `found ${why}: it never holds`)),
    ...findUnreached(config, new Set(nevers.map(({ whole }) => whole))),
    ...findClosed(config),
    ...findUnmeasured(config),
    ...findStuckItems(config),
  ];
}

/** The milestones that a condition needs to be reached. */
const getAsked = (condition: Placed<ConditionConfig>): ReadonlyArray<Placed<string>> =>
  getNeeded(condition).flatMap(({ path, part }) =>
    "milestone" in part && part.is === "reached"
      ? [{ path: [...path, "milestone"], part: part.milestone }]
      : [],
  );

/** Milestones that wait for one that is never reached, or for each other. */
function findUnreached(config: Config, never: ReadonlySet<string>): Finding[] {
  const asked = new Map(
    Object.entries(config.milestones).map(([id, { when }]) => [
      id,
      getAsked({ path: ["milestones", id, "when"], part: when }),
    ]),
  );
  const askers = new Map<string, string[]>();
  for (const [id, needs] of asked)
    for (const { part } of needs) {
      const known = askers.get(part);
      if (known) known.push(id);
      else askers.set(part, [id]);
    }
  // What can be reached is found from below; what is left waits for itself.
  const reached = new Set<string>();
  const tryOn = (ids: Iterable<string>): void => {
    for (const id of ids)
      if (!never.has(`milestones.${id}.when`) && asked.get(id)!.every(({ part }) => reached.has(part)))
        reached.add(id);
  };
  tryOn(asked.keys());
  // A set that grows is gone through to its end.
  for (const id of reached) tryOn(askers.get(id) ?? []);
  const isLost = (id: string): boolean => id in config.milestones && !reached.has(id);
  return [
    ...[...asked].flatMap(([id, needs]) =>
      isLost(id)
        ? needs
            .filter(({ part }) => isLost(part))
            .slice(0, 1)
            .map(({ path, part }) =>
              fail(path, `found ${say(part)}, so that ${say(id)} is not reached either`),
            )
        : [],
    ),
    ...Object.entries(config.gaps ?? {}).flatMap(([id, { from, to }]) => [
      ...(from !== undefined && isLost(from)
        ? [fail(["gaps", id, "from"], `found ${say(from)}: the gap never opens`)]
        : []),
      ...(isLost(to) ? [fail(["gaps", id, "to"], `found ${say(to)}: the gap is never bridged`)] : []),
    ]),
  ];
}

const say = (id: string): string => `the milestone ${JSON.stringify(id)}, which nobody can reach`;

/** Gaps whose own conditions ask for what ends them. */
function findClosed(config: Config): Finding[] {
  return Object.entries(config.gaps ?? {}).flatMap(([id, { to, from, ...gap }]) =>
    (["for", "opens"] as const).flatMap((key) => {
      const condition = gap[key];
      if (!condition) return [];
      const path = ["gaps", id, key];
      return getNeeded({ path, part: condition }).flatMap(({ path: here, part }) => {
        if (!("milestone" in part)) return [];
        if (part.milestone === to && part.is === "reached")
          return [
            fail(here, `found the gap's own far side ${JSON.stringify(to)} as reached: it never opens`),
          ];
        const lapses = from !== undefined && config.milestones[from]?.lapses;
        return part.milestone === from && part.is === "open" && !lapses
          ? [fail(here, `found the gap's own near side ${JSON.stringify(from)} as open: it never opens`)]
          : [];
      });
    }),
  );
}

/** Standings that a journey has nothing to be measured by for. */
function findUnmeasured({ journeys = {}, milestones, gaps = {}, ...config }: Config): Finding[] {
  const whole = { ...config, journeys, milestones, gaps };
  const led = new Set(Object.values(gaps).map(({ to }) => to));
  return getConditions(whole)
    .flatMap(getAll)
    .flatMap(({ path, part }) => {
      if (!("journey" in part)) return [];
      const ids = journeys[part.journey]?.milestones ?? [];
      const has = {
        behind: ids.some((id) => milestones[id]?.target?.within !== undefined),
        stuck: ids.some((id) => led.has(id)),
      };
      const journey = `the journey ${JSON.stringify(part.journey)}`;
      return [part.is].flat().flatMap((is) => {
        if (is === "behind" && !has.behind)
          return [
            fail(
              [...path, "is"],
              `found ${is}, and no milestone of ${journey} has a target with a time: it never holds`,
            ),
          ];
        return is === "stuck" && !has.stuck
          ? [
              fail(
                [...path, "is"],
                `found ${is}, and no gap leads to a milestone of ${journey}: it never holds`,
              ),
            ]
          : [];
      });
    });
}

/** Items of a checklist that need one another. */
function findStuckItems(config: Config): Finding[] {
  return Object.entries(config.guides ?? {}).flatMap(([id, guide]) => {
    const items = getItems(guide);
    const free = new Set<string>();
    for (let before = -1; before < free.size; ) {
      before = free.size;
      for (const { milestone, needs = [] } of items)
        if (needs.every((need) => free.has(need) || !items.some((item) => item.milestone === need)))
          free.add(milestone);
    }
    return items.flatMap(({ milestone }, i) =>
      free.has(milestone)
        ? []
        : [
            fail(
              ["guides", id, "items", i, "needs"],
              "found items that need one another, so that none of them can be begun",
            ),
          ],
    );
  });
}

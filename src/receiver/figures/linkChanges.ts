import type { Steps } from "../database/following.ts";
import {
  type Change,
  createCircleIds,
  getChanges,
  getUnits,
  link,
  settle,
  type UnitId,
  type UnitIn,
} from "../database/linking.ts";

/**
 * Takes what was noted and finds the circles that it is of: ids that one row has together are in one circle, and what
 * was two circles before is one from then on.
 * @param now Epoch milliseconds.
 * @returns how many changes were taken.
 */
export async function linkChanges(steps: Steps, now: number): Promise<number> {
  const { seen, left } = await settle(steps, now);
  if (left > 0) await join(steps, await getChanges(steps, left), now);
  return seen;
}

/** What is new, or brings circles together. */
async function join(steps: Steps, changes: readonly Change[], now: number): Promise<void> {
  const rows = changes.map(toIds);
  const ids = [...new Map(rows.flat().map((id) => [toKey(id), id])).values()];
  const known = new Map((await getUnits(steps, ids)).map((unit) => [toKey(unit), unit.circle]));
  const joins = createJoins();
  for (const row of rows) joins.join(row.map((id) => known.get(toKey(id)) ?? toKey(id)));
  const roots = [...new Set(ids.map((id) => joins.find(known.get(toKey(id)) ?? toKey(id))))];
  const fresh = roots.filter((root) => !isCircle(root));
  const created = await createCircleIds(steps, fresh.length);
  const names = new Map(fresh.map((root, i) => [root, created[i]!]));
  const getCircle = (id: UnitId): string => {
    const root = joins.find(known.get(toKey(id)) ?? toKey(id));
    return names.get(root) ?? root;
  };
  const units: UnitIn[] = ids.map((id) => ({ ...id, circle: getCircle(id) }));
  const touched = new Map(units.map(({ circle, write_key }) => [circle, write_key]));
  await link(steps, {
    now,
    taken: changes.map(({ id }) => id),
    units: units.filter((unit) => known.get(toKey(unit)) !== unit.circle),
    touched: [...touched].map(([id, write_key]) => ({ id, write_key })),
    merged: joins.members().flatMap((from) => {
      const to = joins.find(from);
      return isCircle(from) && from !== to ? [{ from, to: names.get(to) ?? to }] : [];
    }),
  });
}

function toIds({ write_key, user_id, anonymous_id, previous_id, group_id }: Change): UnitId[] {
  const persons = [user_id, anonymous_id, previous_id].flatMap((id) => id ?? []);
  return [
    ...persons.map((id) => ({ write_key, kind: "person", id }) as const),
    ...(group_id === null ? [] : [{ write_key, kind: "account", id: group_id } as const]),
  ];
}

const toKey = ({ write_key, kind, id }: UnitId): string => JSON.stringify([write_key, kind, id]);

/** A circle's number, and not the key of a unit that is in none yet. */
const isCircle = (name: string): boolean => /^\d/.test(name);

/** What belongs together, directly or by others: the circle with the smallest number stands for all. */
function createJoins(): {
  join(names: readonly string[]): void;
  find(name: string): string;
  members(): string[];
} {
  const parents = new Map<string, string>();
  function find(name: string): string {
    let root = name;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    parents.set(name, root);
    return root;
  }
  const isBefore = (a: string, b: string): boolean =>
    isCircle(a) && isCircle(b) ? BigInt(a) < BigInt(b) : isCircle(a);
  return {
    find,
    members: () => [...parents.keys()],
    join(names) {
      for (const name of names) {
        const [one, other] = [find(names[0]!), find(name)];
        if (one !== other) isBefore(one, other) ? parents.set(other, one) : parents.set(one, other);
      }
    },
  };
}

import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";

/** A rung of the ladder of segments. Counts are people. */
export interface LadderRung {
  readonly segment: string;
  /** Who is on it at the end of the log. */
  readonly people: number;
  /** Who has ever come to it from a lower one. */
  readonly risen: number;
  /** Who has ever come to it from a higher one. */
  readonly fallen: number;
}

/** Segments from low to high, with who has moved. Who was on no rung before has neither risen nor fallen. */
export function getLadder({ people, moves }: Facts, { segments }: Plan): LadderRung[] {
  const places = new Map<string | null, number>(segments.map(({ id }, place) => [id, place]));
  return segments.map(({ id }, place) => {
    const came = moves.flatMap(({ person, from, to }) => {
      const before = places.get(from);
      return to === id && before !== undefined ? [{ person, isRise: before < place }] : [];
    });
    const count = (isRise: boolean): number =>
      new Set(came.filter((one) => one.isRise === isRise).map(({ person }) => person)).size;
    const now = people.filter(({ segment }) => segment === id).length;
    return { segment: id, people: now, risen: count(true), fallen: count(false) };
  });
}

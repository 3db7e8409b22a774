/** Figures by their names; those within others by both names. */
export type Figures = Readonly<Record<string, number>>;

/** The first quartile, the median and the third. */
export type Quartiles = readonly [low: number, median: number, high: number];

export const toFigures = (nested: object): Figures =>
  Object.fromEntries(
    Object.entries(nested).flatMap(([outer, inner]) =>
      Object.entries(inner as Figures).map(([name, value]) => [`${outer}.${name}`, value]),
    ),
  );

/** Of each subject's rounds. */
export const toQuartiles = (
  found: ReadonlyMap<string, readonly object[]>,
): Record<string, Record<string, Quartiles>> =>
  Object.fromEntries(
    [...found].map(([subject, rounds]) => [
      subject,
      Object.fromEntries(
        Object.keys(rounds[0]!).map((name) => [
          name,
          getQuartiles(rounds.map((round) => (round as Figures)[name]!)),
        ]),
      ),
    ]),
  );

export function getQuartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return [at(0.25), at(0.5), at(0.75)].map((value) => Math.round(value * 100) / 100) as unknown as Quartiles;
}

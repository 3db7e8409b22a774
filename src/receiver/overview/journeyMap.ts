import { z } from "zod";

/** The part of a product's milepost.json that gives the page its order and its words. */
export interface JourneyMap {
  readonly title: string;
  readonly milestones: ReadonlyArray<{ readonly id: string; readonly title: string }>;
}

const text = z.union([z.string(), z.record(z.string(), z.string())]);
const shape = z.object({
  locale: z.object({ default: z.string() }).optional(),
  milestones: z.record(z.string(), z.object({ title: text.optional() })),
  journeys: z.record(z.string(), z.object({ title: text.optional(), milestones: z.array(z.string()) })),
});

/** The first journey of a config, in the config's own language; `undefined` where it has none. */
export function getJourneyMap(given: unknown): JourneyMap | undefined {
  const { data: config } = shape.safeParse(given);
  const [first] = Object.entries(config?.journeys ?? {});
  if (!config || first === undefined) return undefined;
  const say = (words: z.infer<typeof text> | undefined, id: string) =>
    typeof words === "string" ? words : (words?.[config.locale?.default ?? "en"] ?? asWords(id));
  const [id, journey] = first;
  return {
    title: say(journey.title, id),
    milestones: journey.milestones.map((milestone) => ({
      id: milestone,
      title: say(config.milestones[milestone]?.title, milestone),
    })),
  };
}

/** `first-invoice` reads as "First invoice". */
export function asWords(id: string): string {
  const words = id.replaceAll(/[-_]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import { addMeasures } from "../insights/measures/addMeasures.ts";
import { findConditions } from "../replay/watches.ts";
import { suggest } from "../sdk/config/suggest.ts";
import { getTraits } from "../sdk/domain/plan/conditionParts.ts";
import { ANY_EVENT, PAGE_VIEW, type Plan } from "../sdk/domain/plan/plan.ts";
import { REPORTS, SERVER_REPORTS } from "../sdk/domain/state/facts.ts";
import { collect } from "./collect.ts";
import { CommandError } from "./commandError.ts";
import { findCalls, type Literal, type Said } from "./findCalls.ts";
import { readPlan } from "./readInputs.ts";
import type { Answer } from "./simulateCommand.ts";

export const REFS_USAGE = `milepost refs FILE PATH... [--all] [--log LOG...] [--json]
  Looks in source code (JavaScript, TypeScript, JSX, Vue, Svelte, HTML) for the events and traits that a config waits
  for: where each is tracked, and which are nowhere, with what was probably meant. A name counts that stands in the code
  as a text; one that is put together while it runs is not found. It fails where one is missing.
  --all   also events that the code tracks and no condition asks for
  --log   also what a log says is dead: guides that nobody was shown in its last 30 days, gaps that everybody has crossed
  --json  prints one object: { events, traits, unused, guides, gaps }`;

export const REFS_OPTIONS = {
  all: { type: "boolean" },
  log: { type: "string", multiple: true },
  json: { type: "boolean" },
} as const;

export interface RefsValues {
  readonly all?: boolean;
  readonly log?: readonly string[] | string[];
  readonly json?: boolean;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** A name of the config, and where the code says it. */
interface Ref {
  readonly name: string;
  readonly places: readonly Place[];
  /** Where it is nowhere: what was probably meant. */
  readonly meant?: { readonly name: string; readonly place: Place };
}

interface Refs {
  readonly events: readonly Ref[];
  readonly traits: readonly Ref[];
  readonly unused: readonly Ref[];
  readonly guides: ReadonlyArray<{ readonly guide: string; readonly lastShown: string | null }>;
  readonly gaps: readonly string[];
}

const DEAD_MS = 30 * 86_400_000;

/** @throws {CommandError} where there is nothing to look at. */
export async function runRefs(operands: readonly string[], values: RefsValues): Promise<Answer> {
  const [file, ...paths] = operands;
  if (file === undefined || paths.length === 0)
    throw new CommandError(`expected a config and at least one file or folder\n${REFS_USAGE}`);
  const { plan: own, config, hints } = readPlan(file, true);
  const { plan, measures } = addMeasures(config, own);
  const said = findCalls(paths);
  if (said.files === 0) throw new CommandError(`${paths.join(", ")}: found no source code in it`);
  const { events, traits } = getNamed(plan);
  if (measures.value) traits.add(measures.value.path[0]!);
  if (measures.renews) traits.add(measures.renews[0]!);
  const tracked = said.literals.filter(({ of }) => of === "track");
  const refs: Refs = {
    events: [...events].map((name) => findEvent(name, said, tracked)),
    traits: [...traits].map((name) => findTrait(name, said)),
    unused: values.all ? findUnused(tracked, events) : [],
    ...(await findDead(plan, measures, values.log ?? [])),
  };
  const ok = [...refs.events, ...refs.traits].every(({ places }) => places.length > 0);
  return { out: values.json ? [JSON.stringify(refs)] : formatRefs(refs, file), err: hints, ok };
}

/** Events and first steps of traits that the plan waits for; what Milepost brings about itself is none of them. */
function getNamed(plan: Plan): { readonly events: Set<string>; readonly traits: Set<string> } {
  const own: ReadonlySet<string> = new Set([...REPORTS, ...SERVER_REPORTS, ANY_EVENT, PAGE_VIEW]);
  const named = plan.counters.flatMap(({ events }) => events);
  const events = named.filter((name) => !own.has(name) && !name.startsWith("signal "));
  const traits = [...findConditions([plan])].flatMap((condition) => getTraits(condition));
  return { events: new Set(events), traits: new Set(traits.map(({ path }) => path[0]!)) };
}

const toPlace = ({ file, line }: Literal): Place => ({ file, line });

function findEvent(name: string, { literals }: Said, tracked: readonly Literal[]): Ref {
  const same = literals.filter(({ text }) => text === name);
  // A call says more than a text that may be anything.
  const calls = same.filter(({ of }) => of === "track");
  const places = (calls.length > 0 ? calls : same).map(toPlace);
  return places.length > 0 ? { name, places } : { name, places, ...getMeant(name, tracked) };
}

function findTrait(name: string, { names }: Said): Ref {
  const found = names.get(name);
  return found
    ? { name, places: [toPlace(found)] }
    : { name, places: [], ...getMeant(name, [...names.values()]) };
}

function getMeant(name: string, known: readonly Literal[]): Pick<Ref, "meant"> {
  const meant = suggest(name, [...new Set(known.map(({ text }) => text))]);
  const literal = known.find(({ text }) => text === meant);
  return literal ? { meant: { name: literal.text, place: toPlace(literal) } } : {};
}

function findUnused(tracked: readonly Literal[], events: ReadonlySet<string>): Ref[] {
  const names = new Set(tracked.map(({ text }) => text).filter((text) => !events.has(text)));
  return [...names].map((name) => ({
    name,
    places: tracked.filter(({ text }) => text === name).map(toPlace),
  }));
}

/** What a log says is of no use any more. */
async function findDead(
  plan: Plan,
  measures: ReturnType<typeof addMeasures>["measures"],
  logs: readonly string[],
): Promise<Pick<Refs, "guides" | "gaps">> {
  if (logs.length === 0) return { guides: [], gaps: [] };
  const last = new Map<string, number>();
  const { facts } = await collect({
    plan,
    measures,
    logs,
    zone: "UTC",
    onEvent: ({ name, properties: { guide_id: guide }, at }) => {
      if (name === "Guide Shown") last.set(`${guide}`, at);
    },
  });
  const since = (facts.end ?? 0) - DEAD_MS;
  // Help and launchers stand where they are, and tell nobody that they are seen.
  const guides = plan.guides.filter(
    ({ type, status }) => type !== "help" && type !== "launcher" && status === "live",
  );
  const opened = new Map(plan.gaps.map(({ id }) => [id, facts.gaps.filter(({ gap }) => gap === id)]));
  return {
    guides: guides.flatMap(({ id }) => {
      const at = last.get(id);
      return at !== undefined && at >= since
        ? []
        : { guide: id, lastShown: at === undefined ? null : new Date(at).toISOString() };
    }),
    gaps: [...opened].flatMap(([id, rows]) =>
      rows.length > 0 && rows.every(({ bridged }) => bridged !== null) ? id : [],
    ),
  };
}

/** Of a name that stands in many places, so many are said. */
const MOST_PLACES = 3;

function formatRefs({ events, traits, unused, guides, gaps }: Refs, file: string): string[] {
  const list = (what: string, refs: readonly Ref[]): string[] =>
    refs.map(({ name, places, meant }) => {
      const said = `${what} ${JSON.stringify(name)}`;
      if (places.length > 0) return `${said}: ${formatPlaces(places)}`;
      const hint = meant
        ? `; did you mean ${JSON.stringify(meant.name)} at ${meant.place.file}:${meant.place.line}?`
        : "";
      return `${file}: ${said}: found nowhere in the code${hint}`;
    });
  return [
    ...list("event", events),
    ...list("trait", traits),
    ...unused.map(
      ({ name, places }) => `no condition asks for ${JSON.stringify(name)}: ${formatPlaces(places)}`,
    ),
    ...guides.map(({ guide, lastShown }) =>
      lastShown === null
        ? `guide ${JSON.stringify(guide)}: nobody in the log has been shown it`
        : `guide ${JSON.stringify(guide)}: nobody has been shown it for 30 days, last on ${lastShown.slice(0, 10)}`,
    ),
    ...gaps.map((gap) => `gap ${JSON.stringify(gap)}: all for whom it opened have crossed it`),
  ];
}

function formatPlaces(places: readonly Place[]): string {
  const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : "";
  return `${places
    .slice(0, MOST_PLACES)
    .map(({ file, line }) => `${file}:${line}`)
    .join(", ")}${more}`;
}

import type { Measures } from "../../insights/facts/census.ts";
import type { LogEvent } from "../../replay/logEvent.ts";
import { findConditions } from "../../replay/watches.ts";
import { suggest } from "../../sdk/config/suggest.ts";
import { getValues } from "../../sdk/domain/conditions/values.ts";
import { getTraits } from "../../sdk/domain/plan/conditionParts.ts";
import { ANY_EVENT, PAGE_VIEW, type Path, type Plan } from "../../sdk/domain/plan/plan.ts";
import { type Properties, REPORTS, SERVER_REPORTS } from "../../sdk/domain/state/facts.ts";

/** Which names of a config a log has: a milestone that waits for an event of another name is never reached. */
export interface Names {
  note(event: LogEvent): void;
  /** A line for each event, property and trait that the config names and no event had. */
  getMissing(): string[];
}

/** Names that are kept to say which one was meant. */
const MOST_NAMES = 5_000;

/** Paths that are waited for in the properties of an event, or in traits. */
interface Wanted {
  /** By how they are written. */
  readonly paths: Map<string, Path>;
  /** What was there in place of them, as far as two levels down. */
  readonly found: Set<string>;
  isThere: boolean;
}

/** The SDK's own: the engine brings them about, and a log need not have them. */
const OWN: ReadonlySet<string> = new Set([...REPORTS, ...SERVER_REPORTS]);
const isOwn = (event: string): boolean => OWN.has(event) || event.startsWith("signal ");

/** @param measures What is asked of traits beside the plan. */
export function createNames(plan: Plan, { value, renews, ideal }: Measures = {}): Names {
  const events = new Map<string, Wanted>();
  const traits = { user: createWanted(), account: createWanted() };
  const seen = new Set<string>();
  for (const { events: named, where, distinct, sum } of plan.counters) {
    const paths = [...where.map(([path]) => path), ...[distinct ?? []], ...[sum ?? []]];
    for (const name of named.filter((one) => !isOwn(one) && one !== ANY_EVENT && one !== PAGE_VIEW)) {
      const wanted = events.get(name) ?? createWanted();
      events.set(name, wanted);
      for (const path of paths) want(wanted, path);
    }
  }
  for (const condition of findConditions([plan, ideal]))
    for (const { of, path } of getTraits(condition)) want(traits[of], path);
  if (value) want(traits[value.of], value.path);
  if (renews) want(traits.account, renews);

  return {
    note({ type, name, properties, traits: told }) {
      if (type === "track") {
        if (seen.size < MOST_NAMES) seen.add(name);
        const wanted = events.get(name);
        if (wanted) look(wanted, properties);
      } else if (type === "identify") look(traits.user, told);
      else if (type === "group") look(traits.account, told);
    },
    getMissing: () => [
      ...[...events]
        .filter(([, { isThere }]) => !isThere)
        .map(([name]) => describeMissing("event", name, [...seen])),
      ...[...events]
        .filter(([, { isThere }]) => isThere)
        .flatMap(([name, wanted]) => describeAll(`property of ${JSON.stringify(name)}`, wanted)),
      ...describeAll("trait of users", traits.user),
      ...describeAll("trait of accounts", traits.account),
    ],
  };
}

const createWanted = (): Wanted => ({ paths: new Map(), found: new Set(), isThere: false });

function want({ paths }: Wanted, path: Path): void {
  if (path.length > 0) paths.set(path.join("."), path);
}

/** Most often all is found at once, and there is nothing left to look for. */
function look(wanted: Wanted, properties: Properties): void {
  wanted.isThere = true;
  if (wanted.paths.size === 0) return;
  for (const [written, path] of wanted.paths)
    if (getValues(properties, path).some((value) => value !== undefined)) wanted.paths.delete(written);
  if (wanted.paths.size === 0 || wanted.found.size >= MOST_NAMES) return;
  for (const [name, value] of Object.entries(properties)) {
    wanted.found.add(name);
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    for (const inner of Object.keys(value)) wanted.found.add(`${name}.${inner}`);
  }
}

const describeAll = (what: string, { paths, found }: Wanted): string[] =>
  [...paths.keys()].map((written) => describeMissing(what, written, [...found]));

function describeMissing(what: string, name: string, known: readonly string[]): string {
  const meant = suggest(name, known);
  const hint = meant === undefined || meant === name ? "" : `; did you mean ${JSON.stringify(meant)}?`;
  return `no log has the ${what} ${JSON.stringify(name)}${hint}`;
}

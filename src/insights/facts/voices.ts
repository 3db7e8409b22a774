import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import { foldPath } from "./foldPath.ts";
import type { EndRow, ErrorRow, FrictionRow, MissingRow } from "./healthRows.ts";
import { type Draft, getId, toRows } from "./identities.ts";
import type { AnswerRow, LeadRow, RatingRow, SearchRow, StoryRow } from "./rows.ts";

/** What people have said, looked for and suffered, as reports in the log have it. */
export interface Voices {
  note(person: Person, event: LogEvent): void;
  getRows(): {
    readonly answers: readonly AnswerRow[];
    readonly stories: readonly StoryRow[];
    readonly leads: readonly LeadRow[];
    readonly searches: readonly SearchRow[];
    readonly missing: readonly MissingRow[];
    readonly ends: readonly EndRow[];
    readonly friction: readonly FrictionRow[];
    readonly ratings: readonly RatingRow[];
    readonly errors: readonly ErrorRow[];
  };
}

/** Friction counts under this and its name. */
const SIGNAL = "signal ";

interface Trouble {
  times: number;
  readonly people: Set<Person>;
}

/** Of pages of one kind. */
interface Friction {
  readonly addresses: Set<string>;
  readonly signals: Map<string, Trouble>;
}

export function createVoices(): Voices {
  const answers: Draft<Omit<AnswerRow, "person">>[] = [];
  const stories: Draft<Omit<StoryRow, "person" | "consent">>[] = [];
  const leads = new Map<string, Draft<Omit<LeadRow, "person">>>();
  const closed = new Map<string, Pick<LeadRow, "result" | "value" | "closed">>();
  const searches: Draft<Omit<SearchRow, "person">>[] = [];
  const missing: Draft<Omit<MissingRow, "person">>[] = [];
  const ends: Draft<Omit<EndRow, "person">>[] = [];
  const ratings: Draft<Omit<RatingRow, "person">>[] = [];
  const friction = new Map<string, Friction>();
  const errors = new Map<string, Trouble>();

  function note(who: Person, { name, properties: said, at, id, account: given, path }: LogEvent): void {
    const account = given ?? who.here.account ?? null;
    const guide = toText(said.guide_id);
    const address = (path ?? who.path ?? "").replace(/[?#].*/, "");
    const page = foldPath(address);
    if (name.startsWith(SIGNAL)) {
      const known = friction.get(page) ?? { addresses: new Set(), signals: new Map() };
      friction.set(page, known);
      known.addresses.add(address);
      return suffer(known.signals, name.slice(SIGNAL.length), who);
    }
    switch (name) {
      case "Survey Answered": {
        const { question, question_kind: kind, answer } = said;
        if (typeof answer !== "number" && typeof answer !== "string") return;
        const row = { account, guide, question: toNumber(question) ?? 0, kind: toText(kind), answer, at };
        answers.push({ who, row });
        return;
      }
      case "Story Told":
        stories.push({ who, row: { account, guide, words: toText(said.answer), at } });
        return;
      case "Lead Raised": {
        const known = { id, account, at, lead: toText(said.lead), guide: guide || null };
        const row = { ...known, gap: toText(said.gap_id) || null, result: null, value: null, closed: null };
        leads.set(id, { who, row });
        return;
      }
      case "Lead Closed":
        closed.set(toText(said.lead_id), {
          result: toText(said.result) || null,
          value: toNumber(said.value) ?? null,
          closed: at,
        });
        return;
      case "Doc Searched":
        searches.push({ who, row: { query: toText(said.query), hits: toNumber(said.hits) ?? 0, at } });
        return;
      case "Guide Target Missing":
        missing.push({ who, row: { guide, at, page } });
        return;
      case "Guide Completed":
      case "Guide Dismissed": {
        const planVersion = toText(said.plan_version) || null;
        ends.push({ who, row: { guide, at, isDismissed: name === "Guide Dismissed", planVersion } });
        return;
      }
      case "Milepost Error":
        return suffer(errors, toText(said.code), who);
      case "Doc Rated":
        if (typeof said.helpful !== "boolean") return;
        ratings.push({ who, row: { doc: toText(said.doc_id), isHelpful: said.helpful, at } });
        return;
    }
  }

  return {
    note,
    getRows: () => {
      const all = toRows(answers);
      const choices = new Map<string, AnswerRow[]>();
      for (const answer of all) {
        if (answer.kind !== "choice") continue;
        const own = choices.get(answer.person);
        if (own) own.push(answer);
        else choices.set(answer.person, [answer]);
      }
      return {
        answers: all,
        stories: toRows(stories).map((story) => ({ ...story, consent: findConsent(story, choices) })),
        leads: toRows([...leads.values()]).map((lead) => ({ ...lead, ...closed.get(lead.id) })),
        searches: toRows(searches),
        missing: toRows(missing),
        ends: toRows(ends),
        friction: [...friction].flatMap(([page, { addresses, signals }]) =>
          [...signals].map(([signal, trouble]) => ({
            page,
            addresses: [...addresses],
            signal,
            ...count(trouble),
          })),
        ),
        ratings: toRows(ratings),
        errors: [...errors].map(([code, trouble]) => ({ code, ...count(trouble) })),
      };
    },
  };
}

function suffer(all: Map<string, Trouble>, what: string, who: Person): void {
  const trouble = all.get(what) ?? { times: 0, people: new Set() };
  all.set(what, trouble);
  trouble.times++;
  trouble.people.add(who);
}

const count = ({ times, people }: Trouble): { readonly times: number; readonly people: number } => ({
  times,
  people: new Set([...people].map(getId)).size,
});

/** A survey is sent as a whole, so its answers have the same time but for some milliseconds. */
const TOGETHER = 1_000;

function findConsent(
  { person, guide, at }: Pick<StoryRow, "person" | "guide" | "at">,
  choices: ReadonlyMap<string, readonly AnswerRow[]>,
): string | null {
  const beside = choices.get(person)?.find((one) => one.guide === guide && Math.abs(one.at - at) <= TOGETHER);
  return beside === undefined ? null : `${beside.answer}`;
}

const toText = (value: unknown): string => (typeof value === "string" ? value : "");
const toNumber = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

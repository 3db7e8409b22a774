import { Fragment, h, type VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { count } from "../../../insights/words/formatLists.ts";
import { createGapName } from "../../../insights/words/nameGap.ts";
import type { Around } from "../../figures/views/views.ts";
import { useDesk } from "../desk.ts";
import { Link } from "../parts/link.tsx";
import { getStart, toDay } from "../readDay.ts";
import { type Fate, type GuideFate, getPeopleOfDay, type PersonDay, type Told } from "./fates.ts";
import { DAY, List } from "./moments.tsx";

const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
const SHORT = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

interface DayProps {
  /** The account, or the person. */
  readonly of: string;
  /** Of an account: all its people. */
  readonly people: readonly string[] | undefined;
  readonly moments: readonly Told[];
  readonly isCut: boolean;
  readonly around: Around<Told>;
}

/** What somebody, or the people of an account, saw on one day, what they did not see, and why. */
export function Day({ of, people, moments, isCut, around }: DayProps): VNode {
  const { place, plan } = useDesk();
  const there = useMemo(() => {
    const ready = plan.guides.filter(({ type }) => type === "help" || type === "launcher");
    return getPeopleOfDay(moments, around, new Set(ready.map(({ id }) => id)));
  }, [moments, around, plan]);
  const date = DAY.format(getStart(place.day));
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day is another page to who reads it.
  useEffect(() => {
    scrollTo(0, 0);
    title.current?.focus({ preventScroll: true });
  }, [place.id, place.day]);
  const users = new Set(there.map(({ user }) => user));
  const away = (people ?? []).filter((person) => !users.has(person));
  return (
    <section class="card theDay" aria-label={`${of} on ${date}`}>
      <div class="head">
        <h2 ref={title} tabIndex={-1}>
          {of}, {date}
        </h2>
        <Steps around={around} />
      </div>
      <p class="sum">{there.length === 0 ? describeNothing(around) : describe(there, people)}</p>
      {there.map((one) => (
        <Person key={one.user ?? ""} {...one} />
      ))}
      {there.length > 0 && away.length > 0 && (
        <p class="note">
          Not there that day:{" "}
          {away.slice(0, 12).map((person, i) => (
            <Fragment key={person}>
              {i > 0 && ", "}
              <Link to={{ screen: "user", id: person }}>{person}</Link>
            </Fragment>
          ))}
          {away.length > 12 && ` and ${away.length - 12} more`}
        </p>
      )}
      {moments.length > 0 && (
        <details>
          <summary>
            Moment by moment: {count(moments.length, "moment")}
            {isCut ? ", the latest of the day" : ""}
          </summary>
          <List moments={moments} />
        </details>
      )}
      <p>
        <Link to={{ day: "" }}>All days of {of}</Link>
      </p>
    </section>
  );
}

/** To the day before and after on which something was done: a day on which nobody came has nothing to say. */
function Steps({ around: { before, after } }: Pick<DayProps, "around">): VNode {
  return (
    <p class="steps">
      {before !== null && <Link to={{ day: toDay(before) }}>← {SHORT.format(before)}</Link>}
      {after !== null && <Link to={{ day: toDay(after) }}>{SHORT.format(after)} →</Link>}
    </p>
  );
}

const describeNothing = ({ before, after }: Around<Told>): string => {
  const near = before ?? after;
  if (near === null) return "Nothing is known of that day, nor of another one.";
  return `Nothing was done that day. ${before === null ? "The first day with something is" : "The last day before it with something is"} ${DAY.format(near)}.`;
};

function describe(there: readonly PersonDay[], people: readonly string[] | undefined): string {
  const has = (fate: Fate): number =>
    there.reduce((sum, { guides }) => sum + guides.filter((one) => one.fate === fate).length, 0);
  const parts = [
    `${count(has("seen"), "guide")} seen`,
    ...(has("due") > 0 ? [`${has("due")} to be shown`] : []),
    `${has("held-out")} held out`,
    `${has("held-back")} held back`,
  ].join(", ");
  return people === undefined
    ? `${parts}.`
    : `${there.length} of ${count(people.length, "person", "people")} there: ${parts}.`;
}

function Person({ user, did, guides }: PersonDay): VNode {
  const { place } = useDesk();
  const due = guides.filter(({ fate }) => fate !== "not-due");
  const others = guides.filter(({ fate }) => fate === "not-due");
  const done = [...new Set(did.map(({ name, words }) => name ?? words))];
  return (
    <section class="who" aria-label={user ?? "What they saw"}>
      {user !== undefined && (
        <h3>
          <Link to={{ screen: "user", id: user, day: place.day }}>{user}</Link>
        </h3>
      )}
      {due.length === 0 && <p class="note">No guide was due to them.</p>}
      <ul class="fates">
        {due.map((one) => (
          <FateLine key={one.guide} {...one} />
        ))}
      </ul>
      {done.length > 0 && (
        <p class="note">
          What they did: {done.slice(0, 5).join(", ")}
          {done.length > 5 && ` and ${done.length - 5} more`}.
        </p>
      )}
      {others.length > 0 && (
        <details>
          <summary>{count(others.length, "other guide was", "other guides were")} not due</summary>
          <ul class="fates">
            {others.map((one) => (
              <FateLine key={one.guide} {...one} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const TAGS: Readonly<Record<Fate, readonly [tag: string, look: string]>> = {
  seen: ["seen", "done"],
  due: ["to be shown", ""],
  "held-out": ["held out", ""],
  "held-back": ["held back", ""],
  "not-due": ["not due", ""],
};

function FateLine(one: GuideFate): VNode {
  const { plan } = useDesk();
  const nameGap = useMemo(() => createGapName(plan), [plan]);
  const { guide, fate, seen } = one;
  const [tag, look] = TAGS[fate];
  return (
    <li>
      <span class={`tag ${look}`}>{tag}</span>
      <span>
        <b>{guide}</b>
        {seen.length > 0 &&
          ` at ${seen
            .slice(0, 3)
            .map((at) => TIME.format(at))
            .join(", ")}`}
        {seen.length > 3 && ` and ${seen.length - 3} more times`}
        <span class="why">{explainFate(one, nameGap)}</span>
      </span>
    </li>
  );
}

/** One sentence for who has never read the config. */
function explainFate({ fate, gap, why }: GuideFate, nameGap: (id: string) => string): string {
  const of = gap === undefined ? "" : `“${nameGap(gap)}” (${gap})`;
  switch (fate) {
    case "seen":
    case "due": {
      const because =
        gap !== undefined
          ? `they had not crossed the gap ${of}`
          : why === ""
            ? "what it waits for held"
            : why;
      return fate === "seen"
        ? `Because ${because}.`
        : `Because ${because}; no page has told that it drew it.`;
    }
    case "held-out":
      return /programme/.test(why)
        ? "By lot they belong to those who are shown no guide at all, so that what all guides do can be measured."
        : `By lot they belong to those who are not shown it${of === "" ? "" : ` at the gap ${of}`}, so that what it does can be measured.`;
    case "held-back":
    case "not-due":
      return why === "" ? "" : `${why.slice(0, 1).toUpperCase()}${sayTimes(why.slice(1))}.`;
    default:
      return fate satisfies never;
  }
}

/** Times in the words of a decision are as a log has them. */
const sayTimes = (words: string): string =>
  words.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (text) => `on ${SHORT_YEAR.format(new Date(text))}`);
const SHORT_YEAR = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

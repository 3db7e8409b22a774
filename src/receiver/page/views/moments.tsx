import { Fragment, h, type VNode } from "preact";
import { useState } from "preact/hooks";
import { formatNumber } from "../../../insights/words/charts.ts";
import { count } from "../../../insights/words/formatLists.ts";
import type { Moment } from "../../figures/views/views.ts";
import { useDesk } from "../desk.ts";
import { isOurs } from "../kind.ts";
import { Card } from "../parts/card.tsx";
import { Link } from "../parts/link.tsx";
import { Line, Rows } from "../parts/rows.tsx";
import { Empty } from "../parts/states.tsx";

type Told = Moment & { readonly user?: string };

const DAY = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
/** As `2026-03-01`, by the same clock. */
const DATE = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
/** Days that are open at first: a year of somebody is more than anybody reads. */
const MOST_DAYS = 5;

/** What somebody saw, and day by day what they did and why they were or were not shown each guide. */
export function Moments({
  moments,
  isCut,
}: {
  readonly moments: readonly Told[];
  readonly isCut: boolean;
}): VNode {
  return (
    <Fragment>
      <Seen moments={moments} />
      <Days moments={moments} isCut={isCut} />
    </Fragment>
  );
}

/** A guide comes to be shown when that is decided anew; until then it stays, or is not there. */
function Seen({ moments }: { readonly moments: readonly Told[] }): VNode {
  const guides = new Map<string, Told[]>();
  for (const moment of moments) {
    if (moment.kind !== "decision" || !moment.isShown || moment.guide === undefined) continue;
    const own = guides.get(moment.guide);
    if (own) own.push(moment);
    else guides.set(moment.guide, [moment]);
  }
  const all = [...guides].map(([guide, own]) => ({ guide, own, last: own.at(-1)! }));
  return (
    <Card
      title="What they saw"
      about={{
        definition: "Each guide that was to be shown, how often that began, and why the last time.",
        counted: count(moments.length, "moment"),
      }}
      cells={[
        ["Guide", "times", "last", "why"],
        ...all.map(({ guide, own, last }) => [
          guide,
          formatNumber(own.length),
          new Date(last.at).toISOString(),
          last.words,
        ]),
      ]}
    >
      <Rows
        all={all.toSorted((a, b) => b.last.at - a.last.at)}
        empty="No guide was to be shown to them yet."
        getKey={({ guide }) => guide}
      >
        {({ guide, own, last }) => (
          <Fragment>
            <Line name={guide}>
              {count(own.length, "time")}, last on{" "}
              <Link to={{ day: DATE.format(last.at) }}>{DAY.format(last.at)}</Link>
            </Line>
            <p class="note">{last.words}</p>
          </Fragment>
        )}
      </Rows>
    </Card>
  );
}

function Days({ moments, isCut }: { readonly moments: readonly Told[]; readonly isCut: boolean }): VNode {
  const { place, go } = useDesk();
  const [isWhole, setWhole] = useState(false);
  const days = new Map<string, Told[]>();
  for (const moment of moments) {
    const date = DATE.format(moment.at);
    const own = days.get(date);
    if (own) own.push(moment);
    else days.set(date, [moment]);
  }
  const all = [...days].toReversed();
  const chosen = days.get(place.day);
  const shown: typeof all = chosen ? [[place.day, chosen]] : isWhole ? all : all.slice(0, MOST_DAYS);
  return (
    <Card
      title="What happened, and why they saw what they saw"
      note={isCut ? "the latest moments" : ""}
      about={{
        definition:
          "What was done, what followed of it, and why each guide is or is not shown from then on. Times are those of this browser's clock.",
        counted: count(moments.length, "moment"),
      }}
      cells={[
        ["When", "who", "what"],
        ...moments.map(({ at, user, words }) => [new Date(at).toISOString(), user ?? "", words]),
      ]}
    >
      {all.length === 0 && <Empty>Nothing has happened yet.</Empty>}
      {all.length > 1 && (
        <form class="filters" onSubmit={(event) => event.preventDefault()}>
          <label>
            Day{" "}
            <select
              value={chosen ? place.day : ""}
              onChange={({ currentTarget }) => go({ day: currentTarget.value })}
            >
              <option value="">All, the latest first</option>
              {all.map(([date, own]) => (
                <option key={date} value={date}>
                  {DAY.format(own[0]!.at)}
                </option>
              ))}
            </select>
          </label>
        </form>
      )}
      {shown.map(([date, own]) => (
        <Day key={date} moments={own} />
      ))}
      {!chosen && all.length > MOST_DAYS && (
        <button type="button" class="quiet" onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show the latest days" : `Show ${count(all.length - MOST_DAYS, "earlier day")}`}
        </button>
      )}
    </Card>
  );
}

/** What was done and shown stands there at once; what was not shown, and what pages report of it all, behind a press. */
function Day({ moments }: { readonly moments: readonly Told[] }): VNode {
  const title = DAY.format(moments[0]!.at);
  const isQuiet = ({ kind, isShown, name = "" }: Told): boolean =>
    kind === "decision" ? !isShown : kind === "event" && isOurs(name);
  const quiet = moments.filter(isQuiet);
  const withheld = new Set(quiet.flatMap(({ kind, guide }) => (kind === "decision" && guide ? [guide] : [])));
  return (
    <section class="day" aria-label={title}>
      <h3>{title}</h3>
      <List moments={moments.filter((one) => !isQuiet(one))} />
      {quiet.length > 0 && (
        <details>
          <summary>
            {withheld.size > 0
              ? `Why ${[...withheld].slice(0, 4).join(", ")}${withheld.size > 4 ? ` and ${withheld.size - 4} more` : ""} did not show`
              : "What the page reported"}
          </summary>
          <List moments={quiet} />
        </details>
      )}
    </section>
  );
}

const List = ({ moments }: { readonly moments: readonly Told[] }): VNode => (
  <ol class="moments">
    {moments.map(({ at, kind, words, isShown, user }, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same may happen twice in a moment.
      <li key={i} class={`of-${kind}${isShown ? " shown" : ""}`}>
        <time dateTime={new Date(at).toISOString()}>{CLOCK.format(at)}</time>
        <span>
          {user !== undefined && (
            <Fragment>
              <Link to={{ screen: "user", id: user }}>{user}</Link>{" "}
            </Fragment>
          )}
          {kind === "decision" && (
            <span class={isShown ? "tag done" : "tag"}>{isShown ? "shown" : "not shown"}</span>
          )}{" "}
          {words}
        </span>
      </li>
    ))}
  </ol>
);

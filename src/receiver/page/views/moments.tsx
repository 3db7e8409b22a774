import { Fragment, h, type VNode } from "preact";
import { useState } from "preact/hooks";
import { groupBy } from "../../../insights/figures/groupBy.ts";
import { formatNumber } from "../../../insights/words/charts.ts";
import { count } from "../../../insights/words/formatLists.ts";
import { useDesk } from "../desk.ts";
import { isOurs } from "../kind.ts";
import { Card } from "../parts/card.tsx";
import { Link } from "../parts/link.tsx";
import { Line, Rows } from "../parts/rows.tsx";
import { Empty } from "../parts/states.tsx";
import { toDay } from "../readDay.ts";
import { isSeen, type Told } from "./fates.ts";

export const DAY = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
export const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
/** Days that are open at first: a year of somebody is more than anybody reads. */
const MOST_DAYS = 5;

interface MomentsProps {
  readonly moments: readonly Told[];
  /** There are earlier ones. */
  readonly isCut: boolean;
}

const describeCut = (moments: readonly Told[], isCut: boolean): string =>
  isCut ? `of the latest ${count(moments.length, "moment")}` : "";

/** What somebody saw, and day by day what they did and why they were or were not shown each guide. */
export function Moments({ moments, isCut }: MomentsProps): VNode {
  return (
    <Fragment>
      <Seen moments={moments} isCut={isCut} />
      <Days moments={moments} isCut={isCut} />
    </Fragment>
  );
}

const isToShow = ({ kind, isShown, guide }: Told): boolean =>
  kind === "decision" && isShown === true && guide !== undefined;

/**
 * What pages have drawn, and the last reason for it. Where none has told of any, what was to be shown: that comes anew
 * when it is decided anew.
 */
function Seen({ moments, isCut }: MomentsProps): VNode {
  const isTold = moments.some(isSeen);
  const reasons = new Map(moments.filter(isToShow).map(({ guide, words }) => [guide, words]));
  const all = [...groupBy(moments.filter(isTold ? isSeen : isToShow), ({ guide }) => guide!)].map(
    ([guide, own]) => ({ guide, own, at: own.at(-1)!.at, why: reasons.get(guide) ?? "" }),
  );
  return (
    <Card
      title="What they saw"
      note={describeCut(moments, isCut)}
      about={{
        definition: isTold
          ? "Each guide that pages have drawn for them, how often, and why the last time."
          : "No page has told what it drew. Each guide that was to be shown, how often that began, and why the last time.",
        counted: count(moments.length, "moment"),
      }}
      cells={[
        ["Guide", "times", "last", "why"],
        ...all.map(({ guide, own, at, why }) => [
          guide,
          formatNumber(own.length),
          new Date(at).toISOString(),
          why,
        ]),
      ]}
    >
      <Rows
        all={all.toSorted((a, b) => b.at - a.at)}
        empty="No guide was to be shown to them yet."
        getKey={({ guide }) => guide}
      >
        {({ guide, own, at, why }) => (
          <Fragment>
            <Line name={guide}>
              {count(own.length, "time")}, last on <Link to={{ day: toDay(at) }}>{DAY.format(at)}</Link>
            </Line>
            {why !== "" && <p class="note">{why}</p>}
          </Fragment>
        )}
      </Rows>
    </Card>
  );
}

function Days({ moments, isCut }: MomentsProps): VNode {
  const { go } = useDesk();
  const [isWhole, setWhole] = useState(false);
  const isTold = moments.some(isSeen);
  const days = new Map<string, Told[]>();
  for (const moment of moments) {
    const date = toDay(moment.at);
    const own = days.get(date);
    if (own) own.push(moment);
    else days.set(date, [moment]);
  }
  const all = [...days].toReversed();
  const shown = isWhole ? all : all.slice(0, MOST_DAYS);
  return (
    <Card
      title="What happened, and why they saw what they saw"
      note={describeCut(moments, isCut)}
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
            <select value="" onChange={({ currentTarget }) => go({ day: currentTarget.value })}>
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
        <OneDay key={date} moments={own} isTold={isTold} />
      ))}
      {all.length > MOST_DAYS && (
        <button type="button" class="quiet" onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show the latest days" : `Show ${count(all.length - MOST_DAYS, "earlier day")}`}
        </button>
      )}
    </Card>
  );
}

interface OneDayProps {
  readonly moments: readonly Told[];
  /** Pages tell what they draw: what was only to be shown is then of the reasons. */
  readonly isTold: boolean;
}

/** What was done and shown stands there at once; why, and what pages report of it all, behind a press. */
function OneDay({ moments, isTold }: OneDayProps): VNode {
  const title = DAY.format(moments[0]!.at);
  const isQuiet = (one: Told): boolean =>
    one.kind === "decision"
      ? isTold || !one.isShown
      : one.kind === "event" && isOurs(one.name ?? "") && !isSeen(one);
  const quiet = moments.filter(isQuiet);
  const seen = new Set(moments.filter(isSeen).map(({ guide }) => guide));
  const withheld = new Set(
    quiet.flatMap(({ kind, guide, isShown }) =>
      kind === "decision" && guide && !isShown && !seen.has(guide) ? [guide] : [],
    ),
  );
  return (
    <section class="day" aria-label={title}>
      <h3>{title}</h3>
      <List moments={moments.filter((one) => !isQuiet(one))} />
      {quiet.length > 0 && (
        <details>
          <summary>
            {withheld.size > 0
              ? `Why ${[...withheld].slice(0, 4).join(", ")}${withheld.size > 4 ? ` and ${withheld.size - 4} more` : ""} did not show, and what the page reported`
              : "What the page reported"}
          </summary>
          <List moments={quiet} />
        </details>
      )}
    </section>
  );
}

/** What is said of a moment at first glance, and then. */
function toTag(moment: Told): readonly [tag: string, words: string] {
  const { kind, isShown, guide, gap, words } = moment;
  if (isSeen(moment)) return ["seen", gap === undefined ? guide! : `${guide}, for the gap ${gap}`];
  return [kind === "decision" ? (isShown ? "to be shown" : "not shown") : "", words];
}

export const List = ({ moments }: { readonly moments: readonly Told[] }): VNode => (
  <ol class="moments">
    {moments.map((moment, i) => {
      const { at, kind, isShown, user } = moment;
      const [tag, words] = toTag(moment);
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same may happen twice in a moment.
        <li key={i} class={`of-${kind}${isShown ? " shown" : ""}`}>
          <time dateTime={new Date(at).toISOString()}>{CLOCK.format(at)}</time>
          <span>
            {user !== undefined && (
              <Fragment>
                <Link to={{ screen: "user", id: user, day: toDay(at) }}>{user}</Link>{" "}
              </Fragment>
            )}
            {tag !== "" && <span class={tag === "not shown" ? "tag" : "tag done"}>{tag}</span>} {words}
          </span>
        </li>
      );
    })}
  </ol>
);

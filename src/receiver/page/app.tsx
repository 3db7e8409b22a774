import { Fragment, h, type VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { formatNumber, formatPoints } from "../../insights/words/charts.ts";
import { DEFINITIONS } from "../../insights/words/definitions.ts";
import { describeAdjusted, describeLargest, formatP } from "../../insights/words/formatEffects.ts";
import { createName } from "../../insights/words/formatFindings.ts";
import { formatDay } from "../../insights/words/formatLists.ts";
import type { Index, Views } from "../figures/views/views.ts";
import { LINKED_SCREENS, type Place, type Screen } from "./address.ts";
import { type Desk, DeskContext, useDesk } from "./desk.ts";
import type { Figures } from "./figures.ts";
import { Card } from "./parts/card.tsx";
import { Filters } from "./parts/filters.tsx";
import { Finder } from "./parts/finder.tsx";
import { Link } from "./parts/link.tsx";
import { Empty, Wait, type WaitProps } from "./parts/states.tsx";
import { Renewals, Standings } from "./views/accounts.tsx";
import { Gap, getReach } from "./views/gap.tsx";
import { Health } from "./views/health.tsx";
import { Ladder } from "./views/ladder.tsx";
import { Owners } from "./views/owners.tsx";
import { Programme } from "./views/programme.tsx";
import { Staying } from "./views/staying.tsx";
import { Time } from "./views/time.tsx";
import { Account, User } from "./views/timeline.tsx";
import { Today } from "./views/today.tsx";
import { Voices } from "./views/voices.tsx";

const TABS: ReadonlyArray<readonly [screen: Screen, title: string]> = [
  ["today", "Today"],
  ["time", "Time"],
  ["gaps", "Gaps"],
  ["ladder", "Ladder"],
  ["staying", "Staying"],
  ["accounts", "Accounts"],
  ["owners", "Owners"],
  ["voices", "Voices"],
  ["health", "Health"],
  ["programme", "Programme"],
  ["live", "Live"],
];

interface Props {
  readonly figures: Figures;
  readonly place: Place;
  readonly index: Index & { readonly plan: NonNullable<Index["plan"]> };
  readonly go: Desk["go"];
}

/** All but what arrives live, which stands below it. */
export function App({ figures, place, index, go }: Props): VNode {
  const { plan } = index;
  const name = useMemo(() => createName(plan), [plan]);
  const desk: Desk = { figures, place, index, plan, name, go, retry: figures.refresh };
  const tabs = useRef<HTMLElement>(null);
  // On a phone there is room for the first few alone.
  useEffect(() => {
    const current = tabs.current?.querySelector<HTMLElement>("[aria-current]");
    if (current && place.screen !== "today") current.scrollIntoView({ block: "nearest", inline: "center" });
  }, [place.screen]);
  return (
    <DeskContext.Provider value={desk}>
      <nav class="tabs" aria-label="Views" data-guide="tabs" ref={tabs}>
        {TABS.filter(([screen]) => place.link === "" || LINKED_SCREENS.includes(screen)).map(
          ([screen, title]) => (
            <Link key={screen} to={{ screen }} isCurrent={screen === place.screen} name={screen}>
              {title}
            </Link>
          ),
        )}
      </nav>
      {place.link === "" && index.users > 0 && <Finder />}
      {place.screen !== "live" && place.screen !== "user" && place.screen !== "account" && <Filters />}
      <Current />
      {index.keptSince !== undefined && place.screen !== "live" && (
        <p class="note">
          What people did before {formatDay(index.keptSince)} is deleted. Milestones, gaps, segments and what
          was shown are counted from the start; signs of life, friction and faults since then.
        </p>
      )}
    </DeskContext.Provider>
  );
}

interface OrOtherProps<T> extends WaitProps<T> {
  readonly other: "user" | "account";
}

/** An id does not say of what it is: who has taken a person for an account, or the other way round, gets there too. */
function OrOther<T>({ other, ...known }: OrOtherProps<T>): VNode {
  const { place } = useDesk();
  const isUnknown = known.known.state === "failed" && known.known.status === 404;
  return (
    <Fragment>
      <Wait {...known} />
      {isUnknown && (
        <p>
          <Link to={{ screen: other, id: place.id }}>
            Look for {other === "user" ? "a person" : "an account"} with the id {place.id}
          </Link>
        </p>
      )}
    </Fragment>
  );
}

function Current(): VNode {
  const { figures, place, retry, index } = useDesk();
  const { screen, id, day } = place;
  if (screen === "live") return <Fragment />;
  if (screen === "user")
    return (
      <OrOther known={figures.getUser(id, day)} other="account" onRetry={retry}>
        {(told) => <User {...told} />}
      </OrOther>
    );
  if (screen === "account")
    return (
      <OrOther known={figures.getAccount(id, day)} other="user" onRetry={retry}>
        {(told) => <Account {...told} />}
      </OrOther>
    );
  if (index.users === 0)
    return (
      <Card title="Nothing has arrived yet">
        <Empty>
          As soon as pages report, figures stand here.{" "}
          <Link to={{ screen: "live" }}>See how to send the first event</Link>.
        </Empty>
      </Card>
    );
  const view = <V extends keyof Views>(of: V, draw: (told: Views[V]) => VNode): VNode => (
    <Wait known={figures.getView(of, place)} onRetry={retry}>
      {draw}
    </Wait>
  );
  switch (screen) {
    case "today":
      return <Today />;
    case "time":
      return view("time", (told) => <Times {...told} />);
    case "gaps":
      return view("gaps", (told) => <Gaps {...told} />);
    case "ladder":
      return view("ladder", (told) => <Ladder {...told} />);
    case "staying":
      return view("staying", (told) => <Staying {...told} />);
    case "voices":
      return view("voices", (told) => <Voices {...told} />);
    case "health":
      return view("health", (told) => <Health {...told} />);
    case "owners":
      return view("owners", (told) => <Owners {...told} />);
    case "programme":
      return view("programme", (told) => <Programme {...told} />);
    case "accounts":
      return (
        <Fragment>
          {view("standings", (told) => (
            <Standings {...told} />
          ))}
          {place.link === "" && view("renewals", (told) => <Renewals {...told} />)}
        </Fragment>
      );
    default:
      return screen satisfies never;
  }
}

const Times = ({ milestones, start, end }: Views["time"]): VNode => (
  <div class="pair">
    {Object.entries(milestones).map(([id, times]) => (
      <Time key={id} id={id} times={times} wholeMs={(end ?? 0) - (start ?? 0)} />
    ))}
  </div>
);

function Gaps({ gaps, effects }: Views["gaps"]): VNode {
  const all = Object.values(gaps);
  const reach = getReach(all);
  if (all.length === 0)
    return (
      <Card title="Gaps">
        <Empty>The config has no gaps. Write one before each milestone that people miss.</Empty>
      </Card>
    );
  return (
    <div class="pair">
      {all.map((gap) => (
        <Gap key={gap.gap} gap={gap} reach={reach} />
      ))}
      {effects.length > 1 && (
        <Card
          title="Effects together"
          about={{ definition: DEFINITIONS.together, counted: `${formatNumber(effects.length)} effects` }}
          cells={[
            ["Gap", "points", "expected", "p", "p of all"],
            ...effects.map(({ gap, uplift, shrunk, p, adjustedP }) => [
              gap,
              formatPoints(uplift),
              formatPoints(shrunk),
              formatP(p),
              formatP(adjustedP),
            ]),
          ]}
        >
          <p>{describeLargest(effects)}</p>
          <p>{describeAdjusted(effects)}</p>
        </Card>
      )}
    </div>
  );
}

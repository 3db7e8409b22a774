import { Fragment, h, type VNode } from "preact";
import { formatNumber, formatShare, formatSpan } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { count, countPeople } from "../../../insights/words/formatLists.ts";
import { MONTH_HEAD, toMonthCells } from "../../../insights/words/monthCells.ts";
import type { Views } from "../../figures/views/views.ts";
import { ChurnChart, CohortChart } from "../charts/stayingCharts.tsx";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { Link } from "../parts/link.tsx";
import { Line, Rows } from "../parts/rows.tsx";
import { Empty } from "../parts/states.tsx";

/** Habits, churn and silence. */
export function Staying({ staying: { cohorts, silence, months }, habits }: Views["staying"]): VNode {
  const { name } = useDesk();
  const told = months.filter(({ n }) => n > 0);
  const kinds = [...new Set(cohorts.map(({ milestone }) => milestone))];
  return (
    <Fragment>
      {kinds.map((kind) => {
        const own = cohorts.filter(({ milestone }) => milestone === kind);
        const habit = habits.find(({ milestone }) => milestone === kind);
        return (
          <Card
            key={kind}
            title={`Habit kept: ${name(kind)}`}
            note={
              habit &&
              `kept by ${formatNumber(habit.kept)} of ${formatNumber(habit.reached)}; lapsed for ${formatNumber(habit.lapsed)}, of whom ${formatNumber(habit.regained)} have it again`
            }
            about={{
              definition: DEFINITIONS.habits,
              counted: `${formatNumber(habit?.reached ?? 0)} who ever had it`,
            }}
            cells={[
              ["Began", "counted", "days later", "share", "95 %"],
              ...own.flatMap(({ month, n, kept }) =>
                kept.map(({ days, share, interval }) => [
                  month,
                  formatNumber(n),
                  `${days}`,
                  formatShare(share),
                  `${formatShare(interval[0])} to ${formatShare(interval[1])}`,
                ]),
              ),
            ]}
          >
            <CohortChart label={`Habit kept by month: ${name(kind)}`} cohorts={own} />
          </Card>
        );
      })}
      {kinds.length === 0 && (
        <Card title="Habits">
          <Empty>No milestone lapses. Give one that should be repeated a time after which it lapses.</Empty>
        </Card>
      )}
      <Card
        title="Lost and won, by month"
        about={{ definition: DEFINITIONS.months, counted: "accounts at each month's start" }}
        cells={[MONTH_HEAD, ...told.map((month) => toMonthCells(month, ""))]}
      >
        {told.length === 0 ? (
          <Empty>No whole month is known of any account yet. Say in retention what leaving means.</Empty>
        ) : (
          <ChurnChart label="Share of revenue lost and won by month" months={told} />
        )}
      </Card>
      {silence.afterMs !== null && <Silent silence={silence} afterMs={silence.afterMs} />}
    </Fragment>
  );
}

interface SilentProps {
  readonly silence: Views["staying"]["staying"]["silence"];
  readonly afterMs: number;
}

function Silent({ silence, afterMs }: SilentProps): VNode {
  return (
    <Card
      title="Silent accounts"
      note={`${formatNumber(silence.silent.length)} of ${formatNumber(silence.accounts)}${silence.value === null ? "" : `, worth ${formatNumber(silence.value)}`}`}
      about={{
        definition: `Accounts that have not left, and of which nobody was at work for ${formatSpan(afterMs)}. The longest silence first.`,
        counted: count(silence.accounts, "account"),
      }}
      cells={[
        ["Account", "silent for", "people", "worth"],
        ...silence.silent.map(({ account, silentMs, people, value }) => [
          account,
          formatSpan(silentMs),
          formatNumber(people),
          value === null ? "" : formatNumber(value),
        ]),
      ]}
    >
      <Rows all={silence.silent} empty="No account is silent." getKey={({ account }) => account}>
        {({ account, silentMs, people, value }) => (
          <Line name={<Link to={{ screen: "account", id: account }}>{account}</Link>}>
            {formatSpan(silentMs)}, {countPeople(people)}
            {value === null ? "" : `, worth ${formatNumber(value)}`}
          </Line>
        )}
      </Rows>
    </Card>
  );
}

import { Fragment, h, type VNode } from "preact";
import { groupBy } from "../../../insights/figures/groupBy.ts";
import { formatNumber } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { count, formatDay } from "../../../insights/words/formatLists.ts";
import {
  describeDue,
  describeEarlier,
  describeHindsight,
  describeMisfit,
  nameFit,
  nameRenewals,
} from "../../../insights/words/formatRenewals.ts";
import type { Views } from "../../figures/views/views.ts";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { Link } from "../parts/link.tsx";
import { Line, Rows } from "../parts/rows.tsx";

/** Where accounts stand, what each saw, and who is to renew. */
export function Standings({ standings, accountStandings }: Views["standings"]): VNode {
  const { name, place } = useDesk();
  const shown = accountStandings.filter(
    ({ journey, churned }) => churned === null && (place.journey === "" || journey === place.journey),
  );
  const accounts = [...groupBy(shown, ({ account }) => account)];
  return (
    <Card
      title="Where accounts stand"
      about={{ definition: DEFINITIONS.standing, counted: count(accounts.length, "account") }}
      note={standings
        .map(
          ({ journey, counts }) =>
            `${name(journey)}: ${counts.behind} behind, ${counts.stuck} stuck, ${counts.silent} silent`,
        )
        .join(" · ")}
      cells={[
        ["Account", "journey", "is", "since", "waits for", "worth", "owner", "saw"],
        ...shown.map(({ account, journey, is, since, waitsFor, value, owner, seen }) => [
          account,
          name(journey),
          is,
          since === null ? "" : formatDay(since),
          waitsFor === null ? "" : name(waitsFor),
          value === null ? "" : formatNumber(value),
          owner ?? "",
          seen.map(({ guide, times }) => `${guide} ${times}`).join("; "),
        ]),
      ]}
    >
      <Rows
        all={accounts}
        empty="No account is known yet. Accounts come with group calls."
        getKey={([account]) => account}
      >
        {([account, own]) => (
          <Fragment>
            <Line name={<Link to={{ screen: "account", id: account }}>{account}</Link>}>
              {own[0]!.value === null ? "" : `worth ${formatNumber(own[0]!.value)}`}
            </Line>
            {own.map(({ journey, is, since, waitsFor, owner }) => (
              <p key={journey} class="line note">
                <span>
                  {name(journey)}
                  {owner === null ? "" : ` · owner ${owner}`}
                </span>
                <span class="said">
                  <span class={`tag ${is}`}>{is}</span> {since === null ? "" : `since ${formatDay(since)}`}
                  {waitsFor === null ? "" : `, waits for ${name(waitsFor)}`}
                </span>
              </p>
            ))}
            <p class="note">saw {describeSeen(own[0]!.seen)}</p>
          </Fragment>
        )}
      </Rows>
    </Card>
  );
}

const describeSeen = (seen: Views["standings"]["accountStandings"][number]["seen"]): string =>
  seen.length === 0
    ? "nothing"
    : seen.map(({ guide, times }) => `${guide} ${count(times, "time")}`).join(", ");

export function Renewals({ renewals, fits }: Views["renewals"]): VNode {
  return (
    <Fragment>
      {renewals && (
        <Card
          title={nameRenewals(renewals)}
          about={{ definition: DEFINITIONS.renewals, counted: count(renewals.due.length, "account") }}
          cells={[
            ["Account", "how it stands"],
            ...renewals.due.map((one) => [one.account, describeDue(one)]),
          ]}
        >
          <Rows all={renewals.due} empty="No account is to renew soon." getKey={({ account }) => account}>
            {(one) => (
              <Line name={<Link to={{ screen: "account", id: one.account }}>{one.account}</Link>}>
                {describeDue(one)}
              </Line>
            )}
          </Rows>
          <details>
            <summary>How earlier accounts did that stood so</summary>
            {[...renewals.earlier.map(describeEarlier), ...renewals.hindsight.map(describeHindsight)].map(
              (words) => (
                <p key={words} class="note">
                  {words}
                </p>
              ),
            )}
          </details>
        </Card>
      )}
      {fits.map((fit) => (
        <Card
          key={fit.outcome}
          title={nameFit(fit)}
          about={{ definition: DEFINITIONS.fits, counted: count(fit.accounts, "account") }}
          cells={[
            ["Account", "what is known"],
            ...fit.misfits.map((one) => [one.account, describeMisfit(one)]),
          ]}
        >
          <Rows
            all={fit.misfits}
            empty="All accounts are those that it is meant for."
            getKey={({ account }) => account}
          >
            {(one) => (
              <Line name={<Link to={{ screen: "account", id: one.account }}>{one.account}</Link>}>
                {describeMisfit(one)}
              </Line>
            )}
          </Rows>
        </Card>
      ))}
    </Fragment>
  );
}

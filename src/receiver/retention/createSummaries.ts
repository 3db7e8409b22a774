import { hash128 } from "../../sdk/domain/lib/hash.ts";
import type { StoredEvent } from "../database/events.ts";
import type { Answer, Question } from "../figures/port.ts";
import type { Index, Views } from "../figures/views/views.ts";
import { createAlarm } from "../lib/alarm.ts";
import { createPaced } from "../lib/paced.ts";
import { createServerReport } from "./createReport.ts";

/** The event by which webhooks ask for summaries. No row of it is stored: it is about no customer. */
const WEEKLY_SUMMARY = "Weekly Summary";

export interface SummariesOptions {
  /** Where none wants a summary, none is made. */
  readonly webhooks: ReadonlyArray<{
    readonly events: ReadonlyArray<{ readonly events: readonly string[] }>;
  }>;
  /** Puts them down for the webhooks. One that was put down before, by whichever receiver, is left as it is. */
  readonly put: (summaries: readonly StoredEvent[]) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** Answers what is asked of figures. */
interface Figures {
  ask(question: Question): Promise<Answer>;
}

/** Tells each owner's webhook once a week how what they answer for is doing. */
export interface Summaries {
  /** Makes this week's, and from then on each week's. Without figures, none. */
  start(figures: Figures | undefined): void;
  /** Figures are other ones than before. */
  note(): void;
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>;
}

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
/** Monday, 6:00 in UTC, some week: before Europe is at its desk. */
const FIRST = Date.UTC(1970, 0, 5, 6);
/** Milliseconds until the next look where a database was away. */
const RETRY = 60_000;
const GATHER = 200;
/** Of the time of the figures' thread, while rows are still on their way into them. */
const SHARE = 0.5;

export function createSummaries({ webhooks, put, now, onError }: SummariesOptions): Summaries {
  let figures: Figures | undefined;
  /** This week's are not told yet: figures are not there, or lack rows that have come. */
  let isDue = false;
  const looks = createPaced({ work: look, gather: GATHER, share: SHARE });
  const alarm = createAlarm({
    now,
    onDue() {
      isDue = true;
      looks.ask();
    },
  });

  async function look(): Promise<void> {
    try {
      const week = FIRST + Math.floor((now() - FIRST) / WEEK) * WEEK;
      if (!(await tell(week))) return;
      isDue = false;
      alarm.set(week + WEEK);
    } catch (error) {
      onError(error);
      alarm.set(now() + RETRY);
    }
  }

  /** @returns Whether all could be told. */
  async function tell(week: number): Promise<boolean> {
    const first = await read<Index>({ kind: "index", key: undefined });
    if (!first || first.keys.length === 0 || first.waiting > 0) return false;
    for (const key of first.keys) {
      const { owners = [], plan = null } = (await read<Index>({ kind: "index", key })) ?? {};
      for (const owner of owners) {
        const filter = { owner };
        const owned = await read<Views["owners"]>({ kind: "view", view: "owners", key, filter });
        const standings = await read<Views["standings"]>({ kind: "view", view: "standings", key, filter });
        if (!owned || !standings) return false;
        const product = plan?.product ?? "";
        await put([createSummary({ key, product, owner, week, now: now(), owned, standings })]);
      }
    }
    return true;
  }

  async function read<T>(question: Question): Promise<T | null> {
    const answer = await figures?.ask(question);
    return answer ? (JSON.parse(answer.body) as T) : null;
  }

  return {
    start(those) {
      const isWanted = webhooks.some(({ events }) =>
        events.some((one) => one.events.includes(WEEKLY_SUMMARY)),
      );
      if (!those || !isWanted) return;
      figures = those;
      alarm.set(now());
    },
    note() {
      if (isDue) looks.ask();
    },
    async stop() {
      await looks.stop();
      alarm.clear();
    },
  };
}

interface Told {
  readonly key: string;
  readonly product: string;
  readonly owner: string;
  /** Epoch milliseconds. */
  readonly week: number;
  readonly now: number;
  readonly owned: Views["owners"];
  readonly standings: Views["standings"];
}

/** Accounts that are named; how many there are in all is said beside them. */
const MOST_ACCOUNTS = 20;
const LOST = ["stuck", "silent", "behind"];

/** A target as it is told beyond the page. */
const toSaid = (target: Views["owners"]["owners"][number]["gaps"][number]["target"]): object | null =>
  target && {
    share: target.share,
    within_ms: target.withinMs,
    reached: target.reached,
    met: target.isMet,
  };

/** A summary with an id that is the same whoever makes it, and how often in its week. */
function createSummary({ key, product, owner, week, now, owned, standings }: Told): StoredEvent {
  const id = `mp_${hash128(JSON.stringify([product, "owner", owner, WEEKLY_SUMMARY, week]))}`;
  const [own] = owned.owners;
  const atRisk = standings.accountStandings.filter(
    ({ is, churned }) => churned === null && LOST.includes(is),
  );
  const row = createServerReport({
    writeKey: key,
    id,
    event: WEEKLY_SUMMARY,
    account: "",
    at: week,
    now,
    properties: {
      event_id: id,
      schema: 1,
      owner,
      outcomes: own?.outcomes ?? [],
      milestones: (own?.milestones ?? []).map(({ milestone, n, reached, reachedLately, target }) => ({
        milestone_id: milestone,
        of: n,
        reached,
        reached_in_week: reachedLately,
        target: toSaid(target),
      })),
      gaps: (own?.gaps ?? []).map(({ gap, lost, lostBefore, target }) => ({
        gap_id: gap,
        lost,
        lost_a_week_before: lostBefore,
        target: toSaid(target),
        verdict: owned.gaps[gap]?.verdict.kind ?? null,
      })),
      accounts_at_risk: atRisk.length,
      accounts: atRisk.slice(0, MOST_ACCOUNTS).map(({ account, journey, is, waitsFor, value }) => ({
        account,
        journey_id: journey,
        is,
        waits_for: waitsFor,
        value,
      })),
    },
  });
  return { ...row, group_id: null };
}

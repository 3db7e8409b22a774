import { setTimeout as wait } from "node:timers/promises";
import type { Answer, Question } from "./port.ts";
import type { Filter } from "./views/filterFacts.ts";
import { VIEWS } from "./views/getView.ts";
import type { Index } from "./views/views.ts";

/** From so many people on a view takes long enough to be made before anybody asks. */
const MANY = 5_000;
/** Ways to narrow a view down that are made ready, the first of the config; a view of others is made when asked for. */
const MOST_FILTERS = 24;
/** Behind each narrowed view the thread rests for so many times as long: storing comes first. */
const REST = 2;

/**
 * Makes views before anybody asks, so that who comes first is told as soon as all others: those of all people, and then
 * those of each journey, segment and owner. Called again while it is at it, it begins anew.
 * @param ask Answers, and keeps the answer.
 */
export function createReady(ask: (question: Question) => Promise<Answer>): () => void {
  let turn = 0;

  async function makeAll(own: number): Promise<void> {
    const answer = await ask({ kind: "index", key: undefined });
    const index = answer && (JSON.parse(answer.body) as Index);
    if (!index || index.users < MANY) return;
    for (const filter of [ALL, ...getFilters(index)]) {
      for (const view of VIEWS) {
        if (own !== turn) return;
        const begin = performance.now();
        await ask({ kind: "view", view, key: undefined, filter });
        if (filter !== ALL) await wait(REST * (performance.now() - begin), undefined, { ref: false });
      }
    }
  }

  return () => {
    turn += 1;
    // Where the thread does not answer, who asks is told so.
    makeAll(turn).catch(() => {});
  };
}

const ALL: Filter = {};

/** What the page offers, one thing at a time. */
const getFilters = ({ plan, owners }: Index): Filter[] =>
  [
    ...(plan?.journeys ?? []).map(({ id }): Filter => ({ journey: id })),
    ...(plan?.segments ?? []).map(({ id }): Filter => ({ segment: id })),
    ...owners.map((owner): Filter => ({ owner })),
  ].slice(0, MOST_FILTERS);

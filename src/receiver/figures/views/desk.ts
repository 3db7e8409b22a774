import { createHash } from "node:crypto";
import { getWaiting, type Steps } from "../../database/following.ts";
import type { Followed } from "../follower.ts";
import type { Holdings } from "../holdings.ts";
import { mergeFacts } from "../mergeFacts.ts";
import type { Answer, Question } from "../port.ts";
import { filterFacts } from "./filterFacts.ts";
import { findCustomers } from "./findCustomers.ts";
import { type Given, getView } from "./getView.ts";
import { getAccountTimeline, getUserTimeline } from "./timelines.ts";
import type { Index } from "./views.ts";

/** Answers what is asked of figures. */
export interface Desk {
  answer(question: Question): Promise<Answer>;
}

export interface DeskOptions {
  readonly steps: Steps;
  readonly holdings: Holdings;
  readonly getFollowed: (writeKey: string) => Followed | undefined;
  /** The write key that is meant where none is named and nothing has come yet. */
  readonly firstKey: string;
  /** Epoch milliseconds, to the minute: what time alone changes is told once a minute. */
  readonly now: () => number;
}

interface Kept {
  readonly version: string;
  readonly answer: NonNullable<Answer>;
}

/** Views that are kept, each of one filter. */
const MOST_KEPT = 100;

export function createDesk({ steps, holdings, getFollowed, firstKey, now }: DeskOptions): Desk {
  const kept = new Map<string, Kept>();
  let last: { readonly name: string; readonly given: Given } | undefined;

  function keep(name: string, one: Kept): NonNullable<Answer> {
    kept.delete(name);
    kept.set(name, one);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return one.answer;
  }

  function view({ view, key, filter }: Question & { readonly kind: "view" }): Answer {
    const writeKey = key ?? holdings.keys()[0] ?? firstKey;
    const followed = getFollowed(writeKey);
    if (!followed) return null;
    const name = JSON.stringify([writeKey, view, filter]);
    const version = holdings.getVersion(writeKey, now());
    const known = kept.get(name);
    if (known?.version === version) return known.answer;
    const { owner, ...some } = filter;
    const given = getGiven(`${version} ${JSON.stringify([writeKey, some])}`, () => {
      const { plan, targets } = followed.product;
      return {
        facts: filterFacts(holdings.getFacts(writeKey, now()) ?? NOTHING, filter),
        plan,
        targets,
      };
    });
    const body = toJson({ ...getView(view, given, owner), ...holdings.getKeptSince() });
    return keep(name, { version, answer: { tag: toTag(body), body } });
  }

  /** The views of a page ask for the same people, and have parts in common. */
  function getGiven(name: string, make: () => Given): Given {
    if (last?.name !== name) last = { name, given: make() };
    return last.given;
  }

  async function index({ key: asked, owner }: Question & { readonly kind: "index" }): Promise<Answer> {
    // In this order: what is not waited for any more is in the figures of whoever asks next.
    const waiting = await getWaiting(steps, now());
    await holdings.refresh();
    const keys = holdings.keys();
    const key = asked ?? keys[0] ?? null;
    const product = getFollowed(key ?? firstKey)?.product;
    const tally = key === null ? undefined : holdings.getTally(key, now());
    const reply: Index = {
      keys,
      key,
      plan: product?.plan ?? null,
      targets: owner === undefined ? (product?.targets ?? null) : null,
      owners: owner === undefined ? [...new Set(Object.values(product?.targets.owners ?? {}))] : [owner],
      users: tally?.users ?? 0,
      start: tally?.start ?? null,
      end: tally?.end ?? null,
      waiting,
      ...holdings.getKeptSince(),
    };
    return toAnswer(reply);
  }

  return {
    async answer(question) {
      switch (question.kind) {
        case "view":
          return view(question);
        case "index":
          return index(question);
        case "timeline": {
          const writeKey = question.key ?? holdings.keys()[0] ?? firstKey;
          const followed = getFollowed(writeKey);
          if (!followed) return null;
          const of = { steps, writeKey, id: question.id, followed, time: question.time, now: now() };
          const facts = holdings.getFacts(writeKey, now());
          const found =
            question.of === "user" ? await getUserTimeline(of) : await getAccountTimeline(of, facts);
          return found ? toAnswer({ ...found, ...holdings.getKeptSince() }) : null;
        }
        case "customers": {
          const writeKey = question.key ?? holdings.keys()[0] ?? firstKey;
          const facts = holdings.getFacts(writeKey, now()) ?? NOTHING;
          return toAnswer(await findCustomers({ steps, writeKey, facts, text: question.text }));
        }
        default:
          return question satisfies never;
      }
    },
  };
}

function toAnswer(reply: object): NonNullable<Answer> {
  const body = JSON.stringify(reply);
  return { tag: toTag(body), body };
}

/** Values of a list that a reply has at most: of points on a curve evenly, of all else the first. */
const MOST_VALUES = 1_000;

const toJson = (reply: object): string =>
  JSON.stringify(reply, (_, value: unknown) =>
    Array.isArray(value) && value.length > MOST_VALUES ? shorten(value) : value,
  );

function shorten(values: readonly unknown[]): readonly unknown[] {
  if (!Array.isArray(values[0])) return values.slice(0, MOST_VALUES);
  const step = (values.length - 1) / (MOST_VALUES - 1);
  return Array.from({ length: MOST_VALUES }, (_, i) => values[Math.round(i * step)]);
}

/** Of a write key of which nothing has come. */
const NOTHING = mergeFacts([], { basis: "replayed", pauses: [], end: 0 });

const toTag = (body: string): string => createHash("sha256").update(body).digest("base64url").slice(0, 22);

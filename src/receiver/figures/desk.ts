import { createHash } from "node:crypto";
import { getWaiting, type Steps } from "../database/following.ts";
import { filterFacts } from "./filterFacts.ts";
import type { Followed } from "./follower.ts";
import { getView } from "./getView.ts";
import type { Holdings } from "./holdings.ts";
import { mergeFacts } from "./mergeFacts.ts";
import type { Answer, Question } from "./port.ts";
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
  /** When it was made, by the process's clock, and how long that took: milliseconds. */
  readonly made: number;
  readonly took: number;
}

/** Views that are kept, each of one filter. */
const MOST_KEPT = 200;
/** A view is made anew once it is so many times as old as its making took, and not within this many milliseconds. */
const REST = 10;
const FRESH = 1_000;

export function createDesk({ steps, holdings, getFollowed, firstKey, now }: DeskOptions): Desk {
  const kept = new Map<string, Kept>();

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
    const start = performance.now();
    if (known && (known.version === version || start - known.made < Math.max(FRESH, REST * known.took)))
      return known.answer;
    const { plan, targets } = followed.product;
    const all = holdings.getFacts(writeKey, now()) ?? NOTHING;
    const facts = filterFacts(all, filter);
    const body = toJson(getView(view, { facts, plan, targets }, filter.owner));
    const made = performance.now();
    return keep(name, { version, answer: { tag: toTag(body), body }, made, took: made - start });
  }

  async function index({ key: asked, owner }: Question & { readonly kind: "index" }): Promise<Answer> {
    // In this order: what is not waited for any more is in the figures of whoever asks next.
    const waiting = await getWaiting(steps, now());
    await holdings.refresh();
    const keys = holdings.keys();
    const key = asked ?? keys[0] ?? null;
    const product = getFollowed(key ?? firstKey)?.product;
    const facts = key === null ? undefined : holdings.getFacts(key, now());
    const reply: Index = {
      keys,
      key,
      plan: product?.plan ?? null,
      targets: owner === undefined ? (product?.targets ?? null) : null,
      owners: owner === undefined ? [...new Set(Object.values(product?.targets.owners ?? {}))] : [owner],
      users: facts?.people.length ?? 0,
      start: facts?.start ?? null,
      end: facts?.end ?? null,
      waiting,
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
          const of = { steps, writeKey, id: question.id, followed, now: now() };
          const facts = holdings.getFacts(writeKey, now());
          const found =
            question.of === "user" ? await getUserTimeline(of) : await getAccountTimeline(of, facts);
          return found ? toAnswer(found) : null;
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

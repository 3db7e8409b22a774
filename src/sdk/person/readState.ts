import type { GapState, GuideState, Memory, State } from "../domain/state/state.ts";

type Is = (value: unknown) => boolean;
type Bag = Record<string, unknown>;

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null;

/** Epoch milliseconds that a date can have, and its day's neighbours too. */
export const isTime = (value: unknown): value is number =>
  typeof value === "number" && Math.abs(value) < 8e15;

const some =
  (is: Is): Is =>
  (value) =>
    value === undefined || is(value);
const all =
  <T>(is: { readonly [K in keyof Required<T>]: Is }): Is =>
  (value) =>
    isBag(value) && Object.entries<Is>(is).every(([key, one]) => one(value[key]));
const list =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is);
/** What is not sound in it is taken out. A key that would change what the others are is not. */
const each =
  (is: Is): Is =>
  (value) => {
    if (!isBag(value) || Array.isArray(value)) return false;
    for (const key of Object.keys(value)) if (key === "__proto__" || !is(value[key])) delete value[key];
    return true;
  };

const isStamped: Is = (value) => Array.isArray(value) && isTime(value[0]);
const isStampedWith =
  (is: Is): Is =>
  (value) =>
    isStamped(value) && is((value as unknown[])[1]);
const times = each(isTime);

const memory = all<Memory>({
  traits: each(isStamped),
  counters: each(list((value) => isStamped(value) && (value as unknown[]).every(Number.isFinite))),
  milestones: times,
  lapses: times,
  failing: times,
  gaps: each(
    all<GapState>({
      since: isTime,
      opened: some(isTime),
      bridged: some(isTime),
      arm: some(isStamped),
      guides: some(times),
      clock: some(isTime),
    }),
  ),
});

const guide = all<GuideState>({
  shown: isTime,
  last: isTime,
  session: isTime,
  stamp: isTime,
  self: some((value) => typeof value === "boolean"),
  step: some(isTime),
  completed: some(isTime),
  dismissed: some(isTime),
  snoozed: some(isTime),
  skipped: some(list((value) => typeof value === "string")),
  minimised: some(isStampedWith((value) => typeof value === "boolean")),
  draft: some(isStamped),
  // It is only compared.
  out: () => true,
});

// JSON says null of one that is none.
const isRung = isStampedWith((value) => value == null || typeof value === "string");

const state = all<State>({
  format: (value) => value === 1,
  since: isTime,
  now: isTime,
  // Without an end it is never; JSON has no word for that.
  wake: () => true,
  user: memory,
  accounts: each(memory),
  guides: each(guide),
  sessions: list(isTime),
  active: isTime,
  visited: some(isTime),
  tips: some(isStamped),
  interruptions: list(isStamped),
  segment: some(isRung),
  segments: some(each(isRung)),
});

/**
 * The stored state, or `undefined` where there is none that this version understands. Whoever has the page's storage
 * may have written it: a milestone, gap, guide, trait or count that makes no sense is taken out, the rest stands.
 */
export const readState = (record: unknown): State | undefined => {
  if (!state(record)) return undefined;
  const sound = record as State;
  // Looked at anew: a time to wake that was tampered with would be waited for.
  return Object.assign(sound, { wake: 0 });
};

import { groupBy } from "../../../insights/figures/groupBy.ts";
import type { Around, Moment } from "../../figures/views/views.ts";
import { isOurs } from "../kind.ts";

/** A moment of an account's timeline says whose it is. */
export type Told = Moment & { readonly user?: string };

/**
 * What became of a guide for one person on one day. `due`: it was to be shown, and no page has told that it drew it.
 * `not-due`: it was not for them, or not for this moment; all else that kept it from them is `held-back`.
 */
export type Fate = "seen" | "due" | "held-out" | "held-back" | "not-due";

export interface GuideFate {
  readonly guide: string;
  readonly gap: string | undefined;
  readonly fate: Fate;
  /** When they saw it, in epoch milliseconds; none for all others. */
  readonly seen: readonly number[];
  /** In one sentence. */
  readonly why: string;
}

export interface PersonDay {
  /** `undefined` where the timeline is one person's. */
  readonly user: string | undefined;
  /** What they did themselves, in order of time. */
  readonly did: readonly Told[];
  readonly guides: readonly GuideFate[];
}

const FATES: readonly Fate[] = ["seen", "due", "held-out", "held-back", "not-due"];

/** Reasons for which a guide has nothing to say to somebody now. */
const NOT_DUE: ReadonlySet<Moment["because"]> = new Set([
  "not-asked-for",
  "page",
  "if",
  "gap-not-started",
  "gap-bridged",
  "gap-not-for",
  "segment",
  "gap-not-open",
  "completed",
] as const);

/** A page has told that it drew the guide. */
export const isSeen = ({ kind, name, guide }: Told): boolean =>
  kind === "event" && name === "Guide Shown" && guide !== undefined;

/**
 * Who was there on a day, who saw most first, and what became of each guide for them. Guides that are `ready` wait to be
 * asked for, as help does: that they are to be shown says nothing.
 */
export function getPeopleOfDay(
  moments: readonly Told[],
  around: Around<Told>,
  ready: ReadonlySet<string> = new Set(),
): PersonDay[] {
  const standing = groupBy(around.standing, ({ user }) => user ?? "");
  return [...groupBy(moments, ({ user }) => user ?? "")]
    .flatMap(([id, own]) => {
      const did = own.filter((one) => one.kind === "event" && !isOurs(one.name ?? ""));
      if (!own.some(({ kind }) => kind === "event")) return [];
      return [{ user: own[0]!.user, did, guides: getFates(own, standing.get(id) ?? [], ready) }];
    })
    .sort((a, b) => countSeen(b) - countSeen(a) || b.did.length - a.did.length);
}

const countSeen = ({ guides }: PersonDay): number => guides.filter(({ fate }) => fate === "seen").length;

function getFates(own: readonly Told[], standing: readonly Told[], ready: ReadonlySet<string>): GuideFate[] {
  const about = [...standing, ...own].filter(({ kind, guide }) => guide !== undefined && kind !== "report");
  return [...groupBy(about, ({ guide }) => guide!)]
    .flatMap(([guide, all]) => getFate(guide, all) ?? [])
    .filter(({ guide, fate }) => fate === "seen" || !ready.has(guide))
    .sort((a, b) => FATES.indexOf(a.fate) - FATES.indexOf(b.fate) || (a.seen[0] ?? 0) - (b.seen[0] ?? 0));
}

/** By all that was said of a guide, in order of time; what held when the day began comes first. */
function getFate(guide: string, all: readonly Told[]): GuideFate | undefined {
  const decisions = all.filter(({ kind }) => kind === "decision");
  const shown = all.filter(isSeen);
  const due = decisions.findLast(({ isShown }) => isShown);
  const make = (fate: Fate, one: Told | undefined): GuideFate => ({
    guide,
    gap: one?.gap,
    fate,
    seen: shown.map(({ at }) => at),
    why: one?.kind === "decision" ? toReason(one) : "",
  });
  if (shown.length > 0) {
    const before = decisions.findLast(({ isShown, at }) => isShown && at <= shown[0]!.at);
    return make("seen", before ?? due ?? shown[0]);
  }
  const heldOut = decisions.findLast(({ because }) => because === "held-out");
  if (heldOut) return make("held-out", heldOut);
  if (due) return make("due", due);
  const kept = decisions.findLast(({ because }) => !NOT_DUE.has(because));
  const last = kept ?? decisions.at(-1);
  return last && make(kept ? "held-back" : "not-due", last);
}

/** The words of a decision without the guide, which stands beside them, and without what its tag says. */
function toReason({ words, guide }: Told): string {
  const start = `${guide}: `;
  const rest = words.startsWith(start) ? words.slice(start.length) : words;
  return rest.replace(/^(not shown|shown|held out),? ?/, "");
}

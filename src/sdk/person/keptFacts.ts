import { readRecord } from "../domain/lib/readRecord.ts";
import type { Fact } from "../domain/state/facts.ts";
import type { Change } from "../ports.ts";
import type { Identity } from "./identity.ts";
import type { PersonCopy } from "./personCopy.ts";
import { isTime } from "./readState.ts";
import { type KeptFact, NO_REST, type Rest } from "./rest.ts";

/** What was kept while nobody judged it. It is in the store until the state that has it is stored too. */
export interface KeptFacts {
  /** The change of how the person is left: what others have kept meanwhile stays. `isNews`: they are not what is said here. */
  leave(isNews: () => boolean): Change;
  /** How the last `leave` has left the person. */
  left(): Rest;
  /** Takes in what others have kept, as the last `leave` has found it. */
  judgeFound(): void;
  /** Takes in what came while the person slept: each fact as it came, by itself, and once. */
  wake(rest: Pick<Rest, "active" | "facts">): void;
  hasJudged(fact: Fact): boolean;
}

export interface KeptFactsOptions {
  readonly identity: Identity;
  now(): number;
  /** How the person is left, as they stand in the copy. Left out: to be looked at by the next page. */
  getRest?(): Rest;
}

/** @param save Stores what follows. */
export function createKeptFacts(
  copy: PersonCopy,
  { identity, now, getRest = () => NO_REST }: KeptFactsOptions,
  save: () => Promise<void>,
): KeptFacts {
  const judged = new Set<unknown>();
  let found: readonly KeptFact[] = [];
  let left = NO_REST;

  function wake({ active, facts }: Pick<Rest, "active" | "facts">): void {
    if (active > copy.state().active && active <= now()) copy.advance({ kind: "activity", at: active });
    if (facts.length === 0) return;
    for (const one of facts) {
      if (!isKeptFact(one) || judged.has(one.fact.id)) continue;
      judged.add(one.fact.id);
      copy.advance(one.fact, one.url);
    }
    save().catch(() => {});
  }

  return {
    leave(isNews) {
      const rest = getRest();
      return identity.leave((stored) => {
        found = (stored?.facts ?? []).filter((one) => isKeptFact(one) && !judged.has(one.fact.id));
        const active = Math.max(rest.active, Math.min(stored?.active ?? 0, now()));
        left = { ...rest, active, until: isNews() ? 0 : rest.until, facts: found };
        return left;
      });
    },
    left: () => left,
    judgeFound: () => wake({ active: 0, facts: found }),
    wake,
    hasJudged: (fact) => judged.has(readRecord(fact).id),
  };
}

/** Is it sound? Whoever has the page's storage may have written it. */
function isKeptFact(kept: unknown): kept is KeptFact {
  const { fact, url } = readRecord(kept);
  const { kind, name, properties, at, id } = readRecord(fact);
  const isEvent = kind === "event" && typeof name === "string" && typeof properties === "object";
  return (isEvent || kind === "page") && isTime(at) && typeof id === "string" && URL.canParse(`${url}`);
}

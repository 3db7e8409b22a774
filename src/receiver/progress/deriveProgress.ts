import { withKept } from "../../replay/kept.ts";
import { getChoice } from "../../sdk/domain/conditions/outcomes.ts";
import { createFullEngine } from "../../sdk/domain/features/fullEngine.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import { type EvalContext, getReached } from "../../sdk/domain/state/evalContext.ts";
import { createState } from "../../sdk/domain/state/state.ts";
import type { PastEvent } from "../database/people/past.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { getArms, getEnds } from "./guided.ts";
import type { AccountProgress, ProgressReply, Times } from "./progress.ts";
import { replay } from "./replay.ts";

export interface Derivation {
  readonly plan: Plan;
  readonly user: string;
  readonly accounts: readonly string[];
  /** Is what is said of accounts only true where somebody vouches for it? */
  readonly verified: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Where somebody stands, after all that they and the people of their accounts did, given in order of time. Of much of
 * it others need not wait for the end: it gives way between two events.
 */
export async function deriveProgress(
  past: readonly PastEvent[],
  of: Derivation,
  turns: Turns,
): Promise<ProgressReply> {
  const { plan, user, accounts } = of;
  const look = await createLook(past, of, turns);
  const scenes = new Map(accounts.map((account) => [account, look(account)]));
  const reached = (level: "user" | "account", scene: EvalContext): Times =>
    toTimes(
      plan.milestones.flatMap((one) => (one.level === level ? [[one.id, getReached(scene, one.id)]] : [])),
    );
  const guided = { plan, user, verified: of.verified, self: look(), accounts: scenes };
  return {
    user: {
      milestones: reached("user", guided.self),
      guides: await getEnds(past, guided, turns),
      ...getOutcome(guided.self, false),
    },
    accounts: Object.fromEntries(
      [...scenes].map(([account, scene]) => [
        account,
        { milestones: reached("account", scene), ...getShown(scene), ...getOutcome(scene, true) },
      ]),
    ),
    arms: await getArms(past, guided, turns),
  };
}

/** When guides that an account sees once were shown there. */
function getShown({ index, account }: EvalContext): Pick<AccountProgress, "shown"> {
  const shown = index.plan.guides.flatMap(({ id, repeat }) => {
    const first = typeof repeat === "object" && "counter" in repeat && account?.counters[repeat.counter]?.[0];
    return first ? [[id, first[0]] as const] : [];
  });
  return shown.length > 0 ? { shown: toTimes(shown) } : {};
}

function getOutcome(scene: EvalContext, ofAccount: boolean): Pick<AccountProgress, "outcome"> {
  const { index } = scene;
  const isAccounts = index.counters.get(index.plan.outcomes?.counter ?? "")?.ofAccount === true;
  const choice = isAccounts === ofAccount ? getChoice(scene) : undefined;
  return choice ? { outcome: { id: choice.id, at: new Date(choice.at).toISOString() } } : {};
}

/** The user's state, with what is remembered of one of their accounts, whoever of its people it was learnt from. */
async function createLook(
  past: readonly PastEvent[],
  of: Derivation,
  turns: Turns,
): Promise<(account?: string) => EvalContext> {
  const { plan, user, verified, now } = of;
  const engine = createFullEngine(past.some(({ kept }) => kept !== null) ? withKept(plan) : plan);
  const people = [...(await replay(past, { engine, verified, zone: "UTC", now }, turns)).all()];
  const { state = createState(now) } = people.find(({ here }) => here.user === user) ?? {};
  const here = { url: "http://receiver/", user, zone: "UTC", replica: "receiver" };
  return (account) => {
    if (account === undefined) return engine.look({ ...state, accounts: {} }, here, now);
    const member = people.find((person) => Object.hasOwn(person.state.accounts, account));
    const accounts = member ? { [account]: member.state.accounts[account]! } : {};
    return engine.look({ ...state, accounts }, { ...here, account }, now);
  };
}

const toTimes = (entries: ReadonlyArray<readonly [id: string, at: number | undefined]>): Times =>
  Object.fromEntries(
    entries.flatMap(([id, at]) => (at === undefined ? [] : [[id, new Date(at).toISOString()]])),
  );

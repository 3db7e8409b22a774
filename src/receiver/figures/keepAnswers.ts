import { createGate, type Gate } from "../lib/gate.ts";
import { createShared } from "../lib/shared.ts";
import type { Answer, Question } from "./port.ts";
import type { Index } from "./views/views.ts";

export interface KeepingOf {
  /** Asks the thread. */
  readonly ask: (question: Question) => Promise<Answer>;
  /** An answer has come after somebody was given the one before: who looks at it is to ask again. */
  readonly onLate: () => void;
}

export interface Answers {
  /** @throws {Refusal} `busy` where too many questions wait. */
  ask(question: Question): Promise<Answer>;
  /** Somebody was erased: nothing that was told before is told again. */
  forget(): void;
}

/** Questions that the thread has at a time, and that wait for it. */
const AT_ONCE = 4;
const QUEUE = 300;
/** Answers that are kept: more than are made before anybody asks. */
const MOST_KEPT = 500;
/** Milliseconds after which somebody gets the answer that is there. */
const PATIENCE = 300;
/** Milliseconds for which a view is not made anew. */
const FRESH = 1_000;
/** Behind a view that was made anew the thread rests for so many times as long: storing comes first. */
const REST = 2;

type Told = NonNullable<Answer>;

interface Kept {
  readonly answer: Told;
  /** When it was asked for, by the process's clock. */
  readonly asked: number;
}

/**
 * Keeps each answer until there is a newer one. A look at all people may take seconds where there are many: who asks
 * again gets what was made last, with its age, and meanwhile it is made anew, once for all who ask.
 */
export function keepAnswers({ ask, onLate }: KeepingOf): Answers {
  let kept = new Map<string, Kept>();
  const firsts = createShared<Answer>(createGate(AT_ONCE, QUEUE), 0);
  const agains = createShared<Answer>(rest(createGate(1, QUEUE)), 0);

  async function make(name: string, question: Question): Promise<Answer> {
    const own = kept;
    const asked = performance.now();
    const answer = await ask(question);
    own.delete(name);
    if (answer) own.set(name, { answer, asked });
    if (own.size > MOST_KEPT) own.delete(own.keys().next().value!);
    return answer;
  }

  return {
    async ask(question) {
      const name = JSON.stringify(question);
      // Whose way is looked at, or who is looked for, is told as of now, and not kept.
      if (question.kind === "timeline" || question.kind === "customers")
        return firsts.run(name, () => ask(question));
      const known = kept.get(name);
      const isView = question.kind === "view";
      if (known && isView && performance.now() - known.asked < FRESH) return toOld(known, question);
      const next = (known && isView ? agains : firsts).run(name, () => make(name, question));
      if (!known) return next;
      const isLate = await Promise.race([next.then(() => false), wait(PATIENCE)]).catch(() => true);
      if (!isLate) return next;
      next.then(
        (answer) => answer?.tag !== known.answer.tag && onLate(),
        () => {},
      );
      return toOld(known, question);
    },
    forget() {
      kept = new Map();
    },
  };
}

/** Who leaves keeps the place for a while. */
const rest = (gate: Gate): Gate => ({
  async enter() {
    const leave = await gate.enter();
    const start = performance.now();
    return () => {
      setTimeout(leave, REST * (performance.now() - start)).unref();
    };
  },
});

const wait = (ms: number): Promise<true> => new Promise((resolve) => setTimeout(resolve, ms, true).unref());

/** With its age. What was not waited for then may be by now: at least what is asked for here is. */
function toOld({ answer, asked }: Kept, { kind }: Question): Told {
  const age = Math.floor((performance.now() - asked) / 1_000);
  if (kind !== "index") return { ...answer, age };
  const index = JSON.parse(answer.body) as Index;
  const body = JSON.stringify({ ...index, waiting: Math.max(1, index.waiting) } satisfies Index);
  return { tag: `${answer.tag}-old`, body, age };
}

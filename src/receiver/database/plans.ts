/** What a session does about the plan of a statement that is asked again and again. */
export interface Plan {
  /** Under which the session has it from now on. */
  readonly name: string;
  /** Whether it is to be made first. */
  readonly isNew: boolean;
  /** One that the session may forget. */
  readonly old?: string | undefined;
}

/** Of one session. */
export interface Plans {
  /** `undefined` where the statement is still to be planned as it comes. */
  next(statement: string): Plan | undefined;
  /** It could not be made, or is gone: the next one is made anew. */
  forget(statement: string): void;
}

/** How often a statement is asked before its plan is kept: a short session keeps none. */
const OFTEN = 8;
/** A plan is used so often at most. */
const LONGEST = 1_024;

/**
 * To plan a large statement takes a good part of its time. A plan is made for tables as large as they are, and they grow:
 * so it is made anew each time that the statement was asked twice as often, and every so many times after that.
 */
export function createPlans(): Plans {
  const asked = new Map<string, { times: number; name?: string }>();
  return {
    next(statement) {
      const known = asked.get(statement) ?? { times: 0 };
      asked.set(statement, known);
      known.times += 1;
      const { times, name: old } = known;
      if (times < OFTEN) return undefined;
      const isDue = times < LONGEST ? Number.isInteger(Math.log2(times)) : times % LONGEST === 0;
      const isNew = isDue || old === undefined;
      if (isNew) known.name = `${statement}_${times}`;
      return { name: known.name!, isNew, old: isNew ? old : undefined };
    },
    forget(statement) {
      delete asked.get(statement)?.name;
    },
  };
}

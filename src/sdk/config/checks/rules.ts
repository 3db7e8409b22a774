import { TEST_OPS, TEXT_OPS } from "../../domain/plan/plan.ts";

/** What a value has to be beside its form. */
export interface Rule {
  readonly expected: string;
  holds(value: unknown): boolean;
}

/** By the names under which the table of forms has them. */
export const RULES = {
  isoDate: {
    expected: "an ISO date like 2026-05-04 or 2026-05-04T09:00:00Z",
    holds: (value) => /^\d{4}-\d\d-\d\d(T|$)/.test(`${value}`) && !Number.isNaN(Date.parse(`${value}`)),
  },
  oneTest: {
    expected: `exactly one test (${TEST_OPS.join(", ")})`,
    holds: (value) => countKeys(value, TEST_OPS) === 1,
  },
  oneCount: {
    expected: "at most one of count, sum and inPeriods",
    holds: (value) => countKeys(value, ["count", "sum", "inPeriods"]) < 2,
  },
  anyCase: {
    expected: `anyCase beside a test of texts (${TEXT_OPS.join(", ")})`,
    holds: (value) => countKeys(value, ["anyCase"]) === 0 || countKeys(value, TEXT_OPS) === 1,
  },
  countedPage: {
    expected: "within beside a count",
    holds: (value) => countKeys(value, ["within"]) === 0 || countKeys(value, ["count"]) === 1,
  },
  pair: {
    expected: "two events, the one and then the other",
    holds: (value) => Array.isArray(value) && value.length === 2,
  },
  choices: {
    expected: 'choices where the kind is "choice", each id once; none but where it is that or "outcome"',
    holds(value) {
      const { kind, choices = [] } = value as {
        readonly kind: string;
        readonly choices?: readonly unknown[];
      };
      const ids = choices.map((choice) => (Object(choice) as { readonly id?: unknown }).id ?? choice);
      if (new Set(ids).size < ids.length) return false;
      return kind === "outcome" || choices.length > 0 === (kind === "choice");
    },
  },
  askedBy: {
    expected: 'by where the kind is "outcome", and only there',
    holds: (value) =>
      countKeys(value, ["by"]) === 0 || (value as { readonly kind: string }).kind === "outcome",
  },
} satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;

const countKeys = (value: unknown, keys: readonly string[]): number =>
  keys.filter((key) => Object.hasOwn(Object(value), key)).length;

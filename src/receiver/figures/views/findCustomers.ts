import type { Steps } from "../../database/following.ts";
import { getUnits } from "../../database/linking.ts";
import type { AllFacts } from "../mergeFacts.ts";
import type { Customer, Customers } from "./views.ts";

interface Sought {
  readonly steps: Steps;
  readonly writeKey: string;
  readonly facts: AllFacts;
  /** An id, or a part of one. */
  readonly text: string;
}

/** Customers that a reply has at most. */
export const MOST_CUSTOMERS = 12;

/**
 * Whose id that is, in capitals or not, or who has it in theirs. An id that somebody came under before they signed in is
 * found where it is whole.
 */
export async function findCustomers({ steps, writeKey, facts, text }: Sought): Promise<Customers> {
  const wanted = text.toLowerCase();
  if (wanted === "") return { customers: [], isCut: false };
  const ranks: Customer[][] = Array.from({ length: RANKS }, () => []);
  let count = 0;
  const take = (customer: Customer): void => {
    const rank = getRank(customer.id, text, wanted);
    if (rank === undefined) return;
    count += 1;
    if (ranks[rank]!.length < MOST_CUSTOMERS) ranks[rank]!.push(customer);
  };
  for (const { account, last } of facts.accounts) take({ kind: "account", id: account, account: null, last });
  for (const { person, account, last } of facts.people) take({ kind: "user", id: person, account, last });
  const found = ranks.flat();
  if (!ranks[0]!.length && (await isPerson(steps, writeKey, text)))
    found.unshift({ kind: "user", id: text, account: null, last: null });
  return { customers: found.slice(0, MOST_CUSTOMERS), isCut: count > MOST_CUSTOMERS };
}

/** The same, the same but for capitals, its beginning, within it. */
const RANKS = 4;

function getRank(id: string, text: string, wanted: string): number | undefined {
  if (id === text) return 0;
  const at = id.toLowerCase().indexOf(wanted);
  if (at < 0) return undefined;
  return at > 0 ? 3 : id.length === text.length ? 1 : 2;
}

const isPerson = async (steps: Steps, write_key: string, id: string): Promise<boolean> =>
  (await getUnits(steps, [{ write_key, kind: "person", id }])).length > 0;

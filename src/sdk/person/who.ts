import { hash53 } from "../domain/lib/hash.ts";
import { readRecord } from "../domain/lib/readRecord.ts";

/** Who is at work in this browser. */
export interface Who {
  readonly anonymousId: string;
  readonly userId?: string;
  readonly account?: string;
  /** This browser's store, whoever uses it. */
  readonly replica: string;
}

/** The unit of what is personal. */
export const getUserUnit = ({ userId, anonymousId }: Who): string => userId ?? anonymousId;

/** With what the keys of all persons' states begin. */
export const PERSONS = "person/";

/** Where a person's state is stored; the id itself is not. */
export const getPersonKey = (who: Who): string => PERSONS + hash53(getUserUnit(who)).toString(36);

/** The same person in the same account? */
export const isSameWho = (a: Who, b: Who): boolean =>
  getUserUnit(a) === getUserUnit(b) && a.account === b.account;

/** The record as it was stored, or `undefined` where it is not one. */
export function readWho(record: unknown): Who | undefined {
  const { anonymousId, userId, account, replica } = readRecord(record);
  if (typeof anonymousId !== "string" || typeof replica !== "string") return undefined;
  return {
    anonymousId,
    replica,
    ...(typeof userId === "string" && { userId }),
    ...(typeof account === "string" && { account }),
  };
}

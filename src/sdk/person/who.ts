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

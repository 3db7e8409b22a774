import { readRecord } from "../domain/lib/readRecord.ts";
import type { State } from "../domain/state/state.ts";
import type { Message } from "./message.ts";
import { isTime, readState } from "./readState.ts";
import { readWho, type Who } from "./who.ts";

/** What was not in the store when a page was hidden. */
export interface UnsavedState {
  readonly who: Who;
  readonly state: State;
  readonly messages: readonly Message[];
}

/** Parses what an earlier page has left: one, or none where it is not sound. */
export function readUnsavedState(words: unknown): UnsavedState[] {
  const { who: other, state: theirs, messages } = readRecord(words);
  const who = readWho(other);
  const state = readState(theirs);
  if (!who || !state) return [];
  return [{ who, state, messages: Array.isArray(messages) ? messages.filter(isMessage) : [] }];
}

const isMessage = (message: unknown): message is Message => {
  const { id, at, url, who } = readRecord(message);
  return typeof id === "string" && isTime(at) && URL.canParse(`${url}`) && readWho(who) !== undefined;
};

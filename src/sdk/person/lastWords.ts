import type { State } from "../domain/state/state.ts";
import type { Message } from "./message.ts";
import { isTime, readState } from "./readState.ts";
import { readWho, type Who } from "./who.ts";

/** What a page that is left tells the next one. */
export interface LastWords {
  readonly who: Who;
  readonly state: State;
  readonly messages: readonly Message[];
}

/** As much of what an earlier page has left as is relied on: one, or none. */
export function readLastWords(words: unknown): LastWords[] {
  const { who: other, state: theirs, messages } = Object(words) as Partial<LastWords>;
  const who = readWho(other);
  const state = readState(theirs);
  if (!who || !state) return [];
  return [{ who, state, messages: Array.isArray(messages) ? messages.filter(isMessage) : [] }];
}

const isMessage = (message: unknown): message is Message => {
  const { id, at, url, who } = Object(message) as Partial<Message>;
  return typeof id === "string" && isTime(at) && URL.canParse(`${url}`) && readWho(who) !== undefined;
};

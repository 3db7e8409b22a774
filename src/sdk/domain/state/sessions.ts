import { SESSION_MS } from "../time/spans.ts";
import type { State } from "./state.ts";

/** Notes a sign of life. Returns whether a new session starts with it. */
export function recordActivity(state: State, at: number, kept: number): boolean {
  const starts = state.sessions.length === 0 || at - state.active > SESSION_MS;
  if (starts && state.active > 0) state.visited = state.active;
  if (starts) state.sessions = [...state.sessions, at].slice(-kept);
  state.active = Math.max(state.active, at);
  return starts;
}

/** When the current session started; 0 before the first. */
export const getSession = (state: State): number => state.sessions.at(-1) ?? 0;

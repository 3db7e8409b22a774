import { toJson } from "../domain/lib/json.ts";
import type { Outgoing } from "./envelope.ts";

const EVENT_BYTES = 32_000;

/** Bytes of `value` as JSON in UTF-8; 0 where it has no JSON. */
export function getSize(value: unknown): number {
  try {
    return new TextEncoder().encode(toJson(value)).length;
  } catch {
    return 0;
  }
}

/** Why an event is not held at all, if so. */
export function getRefusal(event: Outgoing): "too-large" | "invalid" | undefined {
  const size = getSize(event);
  return size > EVENT_BYTES ? "too-large" : size ? undefined : "invalid";
}

/**
 * What became of milestones, gaps and leads, and how guides ended, which other devices have to know: it goes out at once,
 * and is the last to be given up.
 */
export const isUrgent = ({ event }: Pick<Outgoing, "event">): boolean =>
  /^(Milestone|Gap|Lead) |^Guide (Completed|Dismissed)$/.test(event!);

import type { Properties } from "../domain/state/facts.ts";
import type { Who } from "./who.ts";

/** Something to be reported, with the identity and the place of its moment. */
export interface Message {
  readonly type: "track" | "identify" | "group" | "page";
  readonly event?: string;
  /** At most 64 of `[A-Za-z0-9._-]`. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly properties?: Properties;
  readonly traits?: Properties;
  readonly who: Who;
  /** The address of the page, whole. */
  readonly url: string;
}

/** A message before it is said who did it, and where. */
export type MessageContent = Omit<Message, "who" | "url">;

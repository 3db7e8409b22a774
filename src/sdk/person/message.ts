import type { Properties } from "../domain/state/facts.ts";
import type { Who } from "./who.ts";

/** Something to be reported, with the identity and the place of its moment. */
export interface Message {
  readonly type: "track" | "identify" | "group" | "page";
  readonly event?: string;
  readonly id: string;
  readonly at: number;
  readonly properties?: Properties;
  readonly traits?: Properties;
  readonly who: Who;
  readonly url: string;
}

/** What happened, before it is said who did it where. */
export type Happened = Omit<Message, "who" | "url">;

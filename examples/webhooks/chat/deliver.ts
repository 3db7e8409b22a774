/** What somebody should know becomes a line in a chat, by its incoming webhook. */
import { type Deliver, Later, Never, readAfter, type Told } from "../door.ts";

export interface ChatOptions {
  /** The address that the chat has given you. It is a secret. */
  readonly url: string;
}

/** Milliseconds: the receiver waits for ten seconds in all. */
const PATIENCE = 8_000;

export const createChatDelivery =
  ({ url }: ChatOptions): Deliver =>
  async ({ data }) => {
    const text = write(data);
    if (text === undefined) return;
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(PATIENCE);
    const request = { method: "POST", headers, body: JSON.stringify({ text }), signal };
    const response = await fetch(url, request).catch((cause: Error) => {
      throw new Later(cause.message);
    });
    await response.body?.cancel();
    const { ok, status } = response;
    if (ok) return;
    const said = `The chat answered with ${status}`;
    throw status === 429 || status >= 500 ? new Later(said, readAfter(response)) : new Never(said);
  };

function write({ event, userId, groupId, properties }: Told["data"]): string | undefined {
  const who = plain(groupId ?? userId ?? "Somebody");
  const { gap_id: gap, note, hand, lead, answer, elapsed_ms: elapsed } = properties;
  switch (event) {
    case "Bridge Handed On":
      return `${who} is stuck in ${plain(gap)}: for ${plain(hand)}. ${plain(note ?? "")}`.trim();
    case "Gap Bridged":
      return `${who} is across ${plain(gap)}: nobody has to call.`;
    case "Account Silent":
      return `${who} has been silent for ${Math.round(Number(elapsed) / 86_400_000)} days.`;
    case "Lead Raised":
      return `${who} asks for ${plain(lead)}.`;
    case "Story Told":
      return `${who} says: ${plain(answer)}`;
    default:
      return undefined;
  }
}

/** A customer's words are no markup of the chat's: they call nobody and link to nothing. */
const plain = (words: unknown): string =>
  `${words}`.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Who is handed on becomes a task in a CRM, which is closed when nobody has to be called any more. */
import { type Deliver, Later, Never, readAfter, type Told } from "../door.ts";

export interface CrmOptions {
  /** Of its API, without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

/** Milliseconds for one request: the receiver waits for ten seconds in all. */
const PATIENCE = 4_000;

export function createCrmDelivery({ url, token }: CrmOptions): Deliver {
  /** An upsert: however often it comes, there is one. */
  async function put(path: string, body: unknown): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const signal = AbortSignal.timeout(PATIENCE);
    const request = { method: "PUT", headers, body: JSON.stringify(body), signal };
    const response = await fetch(`${url}${path}`, request).catch((cause: Error) => {
      throw new Later(cause.message);
    });
    await response.body?.cancel();
    const { ok, status } = response;
    if (ok) return;
    const said = `PUT ${path}: found ${status}, expected 2xx`;
    // 401 is a token that is to be changed: what waits meanwhile is not lost.
    if (status === 429 || status === 401 || status >= 500) throw new Later(said, readAfter(response));
    throw new Never(said);
  }

  return async ({ timestamp, data }) => {
    const { event, userId, groupId, properties } = data;
    if (userId === null) return;
    const contact = encodeURIComponent(userId);
    if (event === "Gap Bridged") return put(`/tasks/${nameTask(data)}`, { contact: userId, status: "done" });
    if (event !== "Bridge Handed On" && event !== "Lead Raised") return;
    await put(`/contacts/${contact}`, { account: groupId });
    await put(`/tasks/${nameTask(data)}`, {
      contact: userId,
      status: "open",
      title: event === "Lead Raised" ? `Lead: ${properties.lead}` : `Stuck in ${properties.gap_id}`,
      note: properties.note ?? "",
      since: timestamp,
    });
  };
}

/** One for each gap of a customer and its occurrence, so that the end of it finds the beginning; for a lead one each. */
function nameTask({ event, messageId, userId, properties }: Told["data"]): string {
  const { gap_id: gap, occurrence = "" } = properties;
  const parts = event === "Lead Raised" ? [messageId] : [userId, gap, occurrence];
  return encodeURIComponent(parts.join(" ").trim());
}

/** Who is handed on gets a mail, or the one who looks after them does. */
import { createTransport } from "nodemailer";
import { type Deliver, Later, Never, type Told } from "../door.ts";

export interface MailOptions {
  /** Of your mail server: `smtps://user:password@mail.acme.example`. */
  readonly url: string;
  readonly from: string;
  /** Who looks after customers. */
  readonly team: string;
  /** The address of a user, from your own table of them; the receiver knows none. */
  findAddress(userId: string): string | undefined;
}

export function createMailDelivery({ url, from, team, findAddress }: MailOptions): Deliver {
  const transport = createTransport(url);
  return async (told, id) => {
    const mail = write(told);
    if (mail === undefined) return;
    const { userId } = told.data;
    const to = mail.isForCustomer ? findAddress(userId ?? "") : team;
    if (to === undefined) throw new Never(`No address is known of the user ${userId}`);
    try {
      // A server that has had this id may leave the second one.
      const messageId = `<${id}@milepost.acme.example>`;
      await transport.sendMail({ from, to, subject: mail.subject, text: mail.text, messageId });
    } catch (cause) {
      const { responseCode = 0, message } = cause as Error & { responseCode?: number };
      // 5xx is an answer for good; all else may be otherwise later.
      throw responseCode >= 500 ? new Never(message) : new Later(message);
    }
  };
}

interface Mail {
  readonly isForCustomer: boolean;
  readonly subject: string;
  readonly text: string;
}

function write({ data: { event, userId, groupId, properties } }: Told): Mail | undefined {
  const who = `${userId ?? "somebody"}${groupId === null ? "" : ` of ${groupId}`}`;
  if (event === "Lead Raised")
    return {
      isForCustomer: false,
      subject: `A lead: ${who}`,
      text: `${who} asks to be called: ${properties.lead}`,
    };
  if (event !== "Bridge Handed On") return undefined;
  const { hand, gap_id: gap, note = "" } = properties;
  if (hand === "email")
    return {
      isForCustomer: true,
      subject: "Can we help you with the next step?",
      text: `${note || "You have come a good part of the way."}\n\nAnswer this mail, and we go on together.`,
    };
  return { isForCustomer: false, subject: `${gap}: ${who}`, text: `${note}` };
}

import { createEnvelope } from "../sdk/delivery/envelope.ts";
import type { Properties, Report } from "../sdk/domain/state/facts.ts";
import { createUuid } from "../sdk/lib/uuid.ts";
import type { MessageContent } from "../sdk/person/message.ts";
import type { Who } from "../sdk/person/who.ts";
import type { BrowserName, PersonFate } from "./accountFate.ts";
import type { Stream } from "./lots.ts";

/** A row of a log: an event of the Segment spec. */
export interface LogRow {
  readonly type: string;
  readonly messageId: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly [field: string]: unknown;
}

/** A browser in which somebody works, as reports show it. */
export interface Device {
  readonly person: PersonFate;
  /** Draws ids. */
  readonly ids: Stream;
  /** As far as the page has said it. */
  who: Who;
  path: string;
  /** How many events it has held. */
  seq: number;
  /** When it was used first, in epoch milliseconds. */
  since?: number;
}

export const createDevice = (person: PersonFate, ids: Stream, at: number): Device => ({
  person,
  ids,
  who: { anonymousId: createId(at, ids), replica: createId(at, ids) },
  path: "/",
  seq: 0,
});

const ORIGIN = "https://app.acme.example";
const SYSTEM = "Mozilla/5.0 (X11; Linux x86_64)";
const APPLE = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const CHROME = `${SYSTEM} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36`;
const USER_AGENTS: Readonly<Record<BrowserName, string>> = {
  chrome: CHROME,
  safari: `${APPLE} Version/18.6 Safari/605.1.15`,
  firefox: `${SYSTEM} Gecko/20100101 Firefox/143.0`,
  edge: `${CHROME} Edg/141.0.0.0`,
};

export const createId = (at: number, ids: Stream): string => createUuid(at, ids.next);

/** A row as Milepost's page sends it, with the browser that a server's log has beside it. */
export function createPageRow(device: Device, content: MessageContent, version: string, at: number): LogRow {
  const { person, who, path } = device;
  const around = { version, locale: person.locale, timezone: person.zone };
  const row = createEnvelope({ ...content, who, url: ORIGIN + path }, around);
  return {
    ...row,
    sentAt: new Date(at).toISOString(),
    context: {
      ...row.context,
      userAgent: USER_AGENTS[person.browser],
      delivery: { seq: ++device.seq },
    },
  };
}

/** What a report says, as a message. */
export const toContent = ({ event, id, at, properties }: Report): MessageContent => ({
  type: "track",
  event,
  id,
  at,
  properties,
});

export interface ServerContent {
  readonly type: "track" | "group";
  readonly event?: string;
  readonly userId: string;
  readonly account: string;
  readonly id: string;
  readonly at: number;
  readonly properties?: Properties;
  readonly traits?: Properties;
}

/** A row of the vendor's server: billing, and what became of leads. */
export const createServerRow = ({
  type,
  event,
  userId,
  account,
  id,
  at,
  properties = {},
  traits,
}: ServerContent): LogRow => ({
  type,
  ...(event !== undefined && { event }),
  messageId: id,
  userId,
  ...(type === "group" && { groupId: account }),
  timestamp: new Date(at).toISOString(),
  channel: "server",
  properties,
  ...(traits && { traits }),
  context: { groupId: account, library: { name: "acme-billing", version: "7.2.0" } },
});

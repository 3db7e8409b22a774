import type { View } from "../figures/views/views.ts";

/** What the page can show: each stands in its address, so that it can be sent to somebody. */
export const SCREENS = [
  "today",
  "time",
  "gaps",
  "ladder",
  "staying",
  "voices",
  "health",
  "owners",
  "accounts",
  "programme",
  "live",
  "user",
  "account",
] as const;
export type Screen = (typeof SCREENS)[number];

/** What an owner's link opens. */
export const LINKED_SCREENS: readonly Screen[] = ["owners", "gaps", "time", "accounts"];

/** All that the address says. An empty text is "all of them". */
export interface Place {
  readonly screen: Screen;
  readonly journey: string;
  readonly segment: string;
  readonly owner: string;
  /** As `2026-03-01`, in UTC. */
  readonly from: string;
  readonly to: string;
  /** Whose timeline it is, or which of several is meant; and the day of a timeline, as `2026-03-01` by the browser's clock. */
  readonly id: string;
  readonly day: string;
  /** An owner's link: all that is shown is theirs, and what it does not open is not offered. */
  readonly link: string;
}

/** What of a place narrows figures down. */
export type Filter = Pick<Place, "journey" | "segment" | "owner" | "from" | "to">;

const NAMES = ["journey", "segment", "owner", "from", "to", "id", "day", "link"] as const;
const DAY = /^\d{4}-\d\d-\d\d$/;

export function readPlace(search: string): Place {
  const query = new URLSearchParams(search);
  const get = (name: (typeof NAMES)[number]): string => query.get(name) ?? "";
  const getDay = (name: "from" | "to" | "day"): string => (DAY.test(get(name)) ? get(name) : "");
  const link = get("link");
  const open = link === "" ? SCREENS : LINKED_SCREENS;
  const screen = open.find((one) => one === query.get("view")) ?? open[0]!;
  return {
    screen,
    journey: get("journey"),
    segment: get("segment"),
    owner: get("owner"),
    from: getDay("from"),
    to: getDay("to"),
    id: get("id"),
    day: getDay("day"),
    link,
  };
}

/** The address of a place; what is left out is all of them. */
export function toAddress({ screen, ...place }: Place): string {
  const query = new URLSearchParams();
  if (screen !== (place.link === "" ? SCREENS : LINKED_SCREENS)[0]) query.set("view", screen);
  for (const name of NAMES) if (place[name] !== "") query.set(name, place[name]);
  const text = query.toString();
  return text === "" ? "/" : `/?${text}`;
}

/** What is asked of the receiver: a view with its filter. The last day counts whole. */
export function toQuery(view: View, { journey, segment, owner, from, to }: Filter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ journey, segment, owner, from, to }))
    if (value !== "") query.set(name, value);
  const text = query.toString();
  return `${view}${text === "" ? "" : `?${text}`}`;
}

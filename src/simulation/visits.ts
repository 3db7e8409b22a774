import type { Properties, ReportName } from "../sdk/domain/state/facts.ts";
import type { PersonFate } from "./accountFate.ts";
import type { Agenda } from "./agenda.ts";
import type { Stream } from "./lots.ts";
import type { Screen, Screens } from "./screen.ts";
import type { World } from "./world.ts";

/** Somebody of an account, with what they have come to. */
export interface Member {
  readonly fate: PersonFate;
  /** When they joined, in epoch milliseconds. */
  readonly joined: number;
  /** Draws what they do by themselves; what guides bring about draws elsewhere. */
  readonly lot: Stream;
  /** One for each browser that they use. */
  readonly screens: readonly Screen[];
  readonly reached: Set<string>;
  /** What they have in mind to do, by the milestone that it leads to; a later plan replaces an earlier one. */
  readonly plans: Map<string, object>;
  /** Account traits as their pages have told them last, as JSON. */
  told: string;
}

/** Something that somebody does on a page. */
export interface Errand {
  readonly path: string;
  readonly event?: string;
  readonly properties?: Properties;
}

export interface VisitsOptions {
  readonly agenda: Agenda;
  readonly world: World;
  readonly screens: Screens;
  readonly account: string;
  getTraits(): Properties;
  /** Nobody comes then. */
  isAway(at: number): boolean;
  onVisit(at: number): void;
}

export interface Visits {
  /** They come, for these errands beside what they usually do. */
  visit(member: Member, at: number, errands?: readonly Errand[]): void;
}

/** What people look for in help, and how many articles there are for it. */
const QUERIES = {
  "send invoice": 1,
  "paid faster": 1,
  "recurring invoice": 0,
  "sepa mandate": 0,
  "export to accountant": 0,
} as const;

/** Where a page makes trouble, by its path: rage clicks, and errors in one of the browsers. */
const FRICTION: Readonly<Record<string, number>> = { "/settings/import": 0.1, "/invoices/new": 0.02 };
const ERRORS = 0.07;

/** How often somebody who is there sends an invoice. */
const INVOICES = { regular: 0.6, casual: 0.35, fleeting: 0.2 } as const;

export const invoice = (lot: Stream): Errand => ({
  path: "/invoices/new",
  event: "Invoice Sent",
  properties: { total: Math.ceil(lot.span(400)), currency: "EUR" },
});
export const payment = (lot: Stream): Errand => ({
  path: `/invoices/${1000 + Math.floor(lot.next() * 9000)}`,
  event: "Payment Received",
  properties: { total: Math.ceil(lot.span(400)) },
});

export function createVisits(options: VisitsOptions): Visits {
  const { agenda, world, screens, isAway, onVisit } = options;

  function visit(member: Member, at: number, errands: readonly Errand[] = []): void {
    if (isAway(at)) return;
    onVisit(at);
    const { lot } = member;
    const screen = member.screens[lot.is(0.75) ? 0 : member.screens.length - 1]!;
    const way: Errand[] = [{ path: "/" }];
    if (errands.length > 0 || lot.is(0.8)) way.push({ path: "/invoices" });
    way.push(...errands);
    if (member.reached.has("first-invoice") && lot.is(INVOICES[member.fate.persona])) way.push(invoice(lot));
    if (member.reached.has("first-payment") && lot.is(0.35)) way.push(payment(lot));
    if (lot.is(0.12)) way.push({ path: "/settings/import" });
    if (lot.is(0.08)) way.push({ path: "/reports/paid" });
    const asks = lot.is(0.05);
    step(0, at);

    function step(place: number, now: number): void {
      const errand = way[place];
      if (!errand) return asks ? search(screen, now) : undefined;
      open(member, screen, errand.path, now);
      suffer(member, screen, now + 4_000);
      const { event, properties = {} } = errand;
      const done = now + lot.between(30, 80) * 1000;
      if (event) agenda.put(done, (then) => tell(screen, event, properties, then));
      agenda.put(done + lot.between(10, 60) * 1000, (then) => step(place + 1, then));
    }
  }

  function tell(screen: Screen, event: string, properties: Properties, at: number): void {
    world.hear(screen.device, { type: "track", event, at, properties });
    screens.refresh(screen, at);
  }

  function open(member: Member, screen: Screen, path: string, at: number): void {
    screen.device.path = path;
    world.hear(screen.device, { type: "page", at, properties: {} });
    introduce(member, screen, at);
    screens.open(screen, at + 3);
  }

  /** The page says who is there, once it knows. */
  function introduce(member: Member, { device }: Screen, at: number): void {
    const { fate, joined } = member;
    if (device.who.userId === undefined) {
      device.who = { ...device.who, userId: fate.id };
      const { role, invoicesPerMonth } = fate;
      const traits = { role, invoicesPerMonth, createdAt: new Date(joined).toISOString() };
      world.hear(device, { type: "identify", at: at + 1, traits });
    }
    const traits = options.getTraits();
    const told = JSON.stringify(traits);
    if (device.who.account !== undefined && member.told === told) return;
    member.told = told;
    device.who = { ...device.who, account: options.account };
    world.hear(device, { type: "group", at: at + 2, traits });
  }

  function suffer({ fate, lot }: Member, { device }: Screen, at: number): void {
    const rages = lot.is(FRICTION[device.path] ?? 0.002) ? 1 + Math.floor(lot.next() * 3) : 0;
    for (let i = 0; i < rages; i++) agenda.put(at + i * 3_000, (now) => signal(device, "rage-click", now));
    const isBroken = device.path === "/invoices/new" && fate.browser === "safari";
    if (lot.is(isBroken ? ERRORS : 0.003)) agenda.put(at, (now) => signal(device, "error", now));
  }

  /** Pages keep signals to themselves; this product sends them on, so that its log tells where it makes trouble. */
  const signal = (device: Screen["device"], name: string, at: number): void =>
    world.hear(device, { type: "track", event: `signal ${name}`, at, properties: {} });

  function search({ device }: Screen, at: number): void {
    const { ids } = device;
    const queries = Object.keys(QUERIES) as Array<keyof typeof QUERIES>;
    const query = queries[Math.floor(ids.next() * queries.length)]!;
    const hits = QUERIES[query];
    const doc = query === "send invoice" ? "sending-invoices" : "getting-paid";
    const later = (seconds: number, event: ReportName, properties: Properties): void =>
      agenda.put(at + seconds * 1000, (now) => void world.report(device, event, properties, now));
    world.deed(device, { guide: "help", did: "shown", heldOut: false, selfOpened: true }, at);
    later(8, "Doc Searched", { query, hits });
    if (hits > 0) later(15, "Doc Viewed", { doc_id: doc });
    if (hits > 0 && ids.is(0.3)) later(60, "Doc Rated", { doc_id: doc, helpful: ids.is(0.7) });
  }

  return { visit };
}

import type { Engine } from "../sdk/domain/engine/engine.ts";
import type { Properties } from "../sdk/domain/state/facts.ts";
import { DAY_MS } from "../sdk/domain/time/spans.ts";
import { type AccountFate, getPresence, OFFSETS, type PersonFate, type YearSpan } from "./accountFate.ts";
import { createAgenda } from "./agenda.ts";
import type { TrueEffect } from "./effects.ts";
import { createIntentions, FAST } from "./intentions.ts";
import type { Lots } from "./lots.ts";
import { createMoney } from "./money.ts";
import { createReactions, type Reaction } from "./reactions.ts";
import { createDevice, type LogRow } from "./rows.ts";
import { createScreen, createScreens } from "./screen.ts";
import { createVisits, type Errand, invoice, type Member, payment } from "./visits.ts";
import { createWorld } from "./world.ts";

export interface LiveOptions {
  readonly lots: Lots;
  readonly engine: Engine;
  readonly span: YearSpan;
  /** By gap. */
  readonly effects: Readonly<Record<string, TrueEffect>>;
  /** What they all do with guides; by lot, where nobody says. */
  readonly everybody: Reaction | undefined;
  /** Which version of the SDK this account's pages have at a time. */
  getVersion(at: number): string;
}

/** Lives one account's year, and returns its rows in order of time. */
export function liveAccount(fate: AccountFate, options: LiveOptions): readonly LogRow[] {
  const { lots, engine, span, effects, everybody, getVersion } = options;
  const agenda = createAgenda();
  const members = new Map<string, Member>();
  let lastVisit = fate.signedUp;
  let isReserveAsked = false;

  const stream = (what: string) => lots.stream(what, fate.id);
  const world = createWorld({
    engine,
    getVersion,
    ids: stream("server"),
    onReport(user, report, at) {
      const member = members.get(user);
      if (member) intentions.note(member, report, at);
    },
  });
  const money = createMoney({ agenda, world, fate, lot: stream("money"), getLastVisit: () => lastVisit });
  const react = createReactions({
    agenda,
    world,
    screens: () => screens,
    fit: fate.fit,
    everybody,
    lot: stream("reactions"),
    onLead: (_, lead, id, at) => money.follow(lead, id, at),
  });
  const screens = createScreens({ world, lots, onShown: react });
  const isAway = (at: number): boolean =>
    money.hasLeft() || (fate.silent !== undefined && at >= fate.silent.from && at < fate.silent.until);
  const { visit } = createVisits({
    agenda,
    world,
    screens,
    account: fate.id,
    getTraits: money.getTraits,
    isAway,
    onVisit: (at) => {
      lastVisit = at;
    },
  });

  const intentions = createIntentions({
    agenda,
    lots,
    account: fate.id,
    effects,
    isAway,
    go(member, milestone, at) {
      if (milestone === "team") askReserve(at);
      else visit(member, at, [toErrand(milestone, member)]);
    },
  });

  /** Two come at once, the others in the days after. */
  function askReserve(at: number): void {
    if (isReserveAsked) return;
    isReserveAsked = true;
    fate.reserve.forEach(
      (one, i) => void agenda.put(at + (i < 2 ? i * 0.01 : i) * DAY_MS, (now) => join(one, now)),
    );
  }

  function join(person: PersonFate, at: number): void {
    if (isAway(at)) return;
    const lot = lots.stream("person", person.id);
    const ids = lots.stream("ids", person.id);
    const browsers = lot.is(0.2) ? 2 : 1;
    const own = Array.from({ length: browsers }, () => createScreen(createDevice(person, ids, at)));
    const known = { reached: new Set<string>(), plans: new Map<string, object>(), told: "" };
    const member: Member = { fate: person, joined: at, lot, screens: own, ...known };
    members.set(person.id, member);
    visit(member, at, arrive(member, lots));
    comeAgain(member, at);
  }

  /** They come by themselves, until they have lost interest. */
  function comeAgain(member: Member, last: number): void {
    const { lot, joined, fate: person } = member;
    const end = Math.min(span.end, joined + person.stays);
    for (let day = Math.floor(last / DAY_MS) + 1; day * DAY_MS < end; day++) {
      const at = day * DAY_MS + (lot.between(7.5, 18) - OFFSETS[person.zone]) * 3_600_000;
      const ofYear = day - Math.floor(span.start / DAY_MS);
      if (!lot.is(getPresence(person.persona, ofYear, at - joined))) continue;
      agenda.put(at, (now) => {
        visit(member, now);
        comeAgain(member, now);
      });
      return;
    }
  }

  for (const person of fate.people) agenda.put(fate.signedUp + person.joins, (at) => join(person, at));
  agenda.put(fate.signedUp, money.begin);
  agenda.run(span.end);
  return world.getRows();
}

/** What somebody does when they come for the first time. */
function arrive({ fate: { id, role }, lot }: Member, lots: Lots): Errand[] {
  const isFounder = role === "admin";
  const isFast = lots.draw("fast", "first-invoice", id) < FAST["first-invoice"];
  return [
    { path: "/welcome", event: isFounder ? "Workspace Created" : "Workspace Joined" },
    ...(isFounder ? [] : [{ path: "/welcome", event: "Member Joined", properties: { memberId: id } }]),
    ...(isFast ? [invoice(lot)] : []),
  ];
}

function toErrand(milestone: string, { lot }: Member): Errand {
  if (milestone === "first-invoice") return invoice(lot);
  if (milestone === "first-payment") return payment(lot);
  const properties: Properties = { days: 7 };
  return { path: "/invoices/reminders", event: "Reminder Scheduled", properties };
}

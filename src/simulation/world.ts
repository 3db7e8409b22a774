import { createCrowd } from "../replay/crowd.ts";
import { isRefused, readEvent } from "../replay/logEvent.ts";
import type { Person } from "../replay/person.ts";
import { toFact } from "../replay/toFact.ts";
import type { Engine } from "../sdk/domain/engine/engine.ts";
import { hash128 } from "../sdk/domain/lib/hash.ts";
import { toJson } from "../sdk/domain/lib/json.ts";
import type { EvalContext } from "../sdk/domain/state/evalContext.ts";
import type { GuideDeed, Properties, Report, ReportName } from "../sdk/domain/state/facts.ts";
import { getSession } from "../sdk/domain/state/sessions.ts";
import type { MessageContent } from "../sdk/person/message.ts";
import {
  createId,
  createPageRow,
  createServerRow,
  type Device,
  type LogRow,
  type ServerContent,
  toContent,
} from "./rows.ts";

/** One account's people, their pages and the vendor's server: what they say becomes rows, and goes through the engine. */
export interface World {
  /** A page tells of somebody. */
  hear(device: Device, content: Omit<MessageContent, "id">): void;
  serve(content: Omit<ServerContent, "id">): void;
  /** Something was done with a guide. */
  deed(device: Device, deed: GuideDeed & { readonly guide: string; readonly gap?: string }, at: number): void;
  /** What a guide has brought about; returns the row's id. */
  report(device: Device, event: ReportName, properties: Properties, at: number): string;
  look(device: Device, at: number): EvalContext;
  /** In order of time. */
  getRows(): readonly LogRow[];
}

export interface WorldOptions {
  readonly engine: Engine;
  /** Which version of the SDK a page has at a time. */
  getVersion(at: number): string;
  /** Draws ids of the server's. */
  readonly ids: Device["ids"];
  /** Told of each report, with the person's id and the moment at which it is noticed. */
  onReport(user: string, report: Report, at: number): void;
}

export function createWorld({ engine, getVersion, ids, onReport }: WorldOptions): World {
  const rows: LogRow[] = [];
  const people = new Map<Device, Person>();
  const sessions = new Map<string, number>();
  /** What nobody's page was open for to send: it goes out when they come back. */
  const waiting = new Map<Person, Report[]>();
  let acting: { readonly device: Device; readonly at: number } | undefined;
  const crowd = createCrowd({ engine, zone: "UTC", onReports: note, onJoin: join });

  function note(person: Person, reports: readonly Report[]): void {
    for (const report of reports) {
      if (report.past) continue;
      const isHere = acting !== undefined && people.get(acting.device) === person;
      if (isHere) send(acting!.device, report, acting!.at);
      else waiting.set(person, [...(waiting.get(person) ?? []), report]);
      onReport(person.here.user, report, acting?.at ?? report.at);
    }
  }

  function join(one: Person, other: Person): void {
    waiting.set(other, [...(waiting.get(one) ?? []), ...(waiting.get(other) ?? [])]);
    waiting.delete(one);
  }

  const send = (device: Device, report: Report, at: number): void =>
    void rows.push(createPageRow(device, toContent(report), getVersion(at), at));

  /** While this page is open, what follows goes out from it. */
  function act<T>(device: Device, at: number, does: () => T): T {
    acting = { device, at };
    const done = does();
    acting = undefined;
    return done;
  }

  function load(device: Device, person: Person, at: number): void {
    // What happened before this browser was used, another one of theirs has to tell.
    device.since ??= at;
    const [earlier, mine] = [true, false].map((isEarlier) =>
      (waiting.get(person) ?? []).filter((report) => report.at < device.since! === isEarlier),
    );
    for (const report of mine!) send(device, report, at);
    waiting.set(person, earlier!);
    const session = getSession(person.state);
    if (sessions.get(device.who.replica) === session) return;
    sessions.set(device.who.replica, session);
    const { plan } = engine.look(person.state, person.here, at).index;
    const id = `mp_${hash128(toJson([plan.product, person.here.user, session, "Milepost Loaded", ""]))}`;
    const properties = {
      init_ms: 20 + Math.floor(device.ids.next() * 60),
      config_from: device.seq < 5 ? "net" : "cache",
      plan_version: plan.version,
    };
    send(device, { event: "Milepost Loaded", id, at, properties }, at);
  }

  return {
    hear(device, content) {
      const { at } = content;
      const row = createPageRow(device, { ...content, id: createId(at, device.ids) }, getVersion(at), at);
      rows.push(row);
      const event = readEvent(row, row.messageId);
      if (isRefused(event)) throw new Error(`the row of a page: ${event.field} is not ${event.expected}`);
      const { person } = crowd.meet(event);
      people.set(device, person);
      act(device, at, () => crowd.advance(person, toFact(event)));
      load(device, person, at);
    },
    serve(content) {
      const row = createServerRow({ ...content, id: createId(content.at, ids) });
      rows.push(row);
      const event = readEvent(row, row.messageId);
      if (isRefused(event)) throw new Error(`the row of a server: ${event.field} is not ${event.expected}`);
      crowd.advance(crowd.meet(event).person, toFact(event));
    },
    deed(device, deed, at) {
      crowd.carry(at);
      const fact = { kind: "guide", at, id: createId(at, device.ids), ...deed } as const;
      act(device, at, () => crowd.advance(people.get(device)!, fact));
    },
    report(device, event, said, at) {
      crowd.carry(at);
      const person = people.get(device)!;
      const { plan } = engine.look(person.state, person.here, at).index;
      const properties = { ...said, plan_version: plan.version };
      const known = { id: createId(at, device.ids), at, properties };
      send(device, { event, ...known }, at);
      const fact = { kind: "event", name: event, own: true, ...known } as const;
      act(device, at, () => crowd.advance(person, fact));
      return known.id;
    },
    look(device, at) {
      const { state, here } = people.get(device)!;
      return engine.look(state, here, at);
    },
    getRows: () =>
      rows.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0)),
  };
}

import type { Delivery } from "../delivery/delivery.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { Fact, GuideDeed, Properties, Report, ReportName } from "../domain/state/facts.ts";
import { MilepostError, whenLoaded } from "../errors.ts";
import { createListeners } from "../lib/listeners.ts";
import type { MessageContent } from "../person/message.ts";
import type { Person } from "../person/person.ts";
import type { PersonCall, Undo } from "../ports.ts";
import type { Chunks, Visit } from "./world.ts";

/** What a page and its guides tell of a person, made into facts and messages. */
export interface Intake {
  /** Resolves to the messageId once the event is stored, to `undefined` for those whom Milepost is not for. */
  track(call: Omit<PersonCall, "say">): Promise<string | undefined>;
  /** An event that a button of a guide gives. */
  trackByGuide(event: string): Promise<unknown>;
  page(call: PersonCall): Promise<void>;
  /** Milestones that were reached before anybody looked: ISO dates or epoch milliseconds, by their ids. */
  markReached(past: Readonly<Record<string, unknown>>): Promise<void>;
  /** What was done with a guide. */
  deed(guide: string, gap: string | undefined, deed: GuideDeed): Promise<void>;
  /** What a guide has brought about. */
  report(event: ReportName, properties: Properties): Promise<void>;
  /** Takes a fact in. Of those whom Milepost is not for, nothing is noted. */
  note(fact: Fact): Promise<void> | undefined;
  /** The user has pressed or typed. */
  noteActivity(): Promise<void> | undefined;
  /** A page was opened, or the address changed. What is not `isNew` was counted before, and is looked at anew. */
  noteView(isNew: boolean): Promise<void> | undefined;
  /** Has the user neither pressed nor typed since the page was loaded? */
  isFresh(): boolean;
  /** Called with each event of the page's own that was taken in. */
  onTracked(listener: (event: Tracked) => void): Undo;
}

export type Tracked = Pick<PersonCall, "name" | "given" | "at">;

export interface IntakeOptions {
  readonly plan: Plan;
  readonly person: Person;
  readonly delivery: Delivery | undefined;
  readonly chunks: Pick<Chunks, "past">;
  readonly visit: Visit;
  now(): number;
  createId(): string;
  onReport(report: Report): void;
  onError(error: MilepostError): void;
}

export function createIntake({
  plan,
  person,
  delivery,
  chunks,
  visit,
  now,
  createId,
  onReport,
  onError,
}: IntakeOptions): Intake {
  const leaves = plan.report?.events !== false;
  const { on: onTracked, emit } = createListeners<Tracked>();

  const note = (fact: Fact): Promise<void> | undefined => (person.admits() ? person.apply(fact) : undefined);

  async function track(call: Omit<PersonCall, "say">): Promise<string | undefined> {
    const { name, given, at, id } = call;
    if (!person.admits()) return undefined;
    if (!visit.isInRate(at)) {
      delivery?.cut();
      return undefined;
    }
    const known = { id, at, properties: given };
    const leaving: MessageContent[] = leaves ? [{ type: "track", event: name, ...known }] : [];
    const stored = person.hear({ kind: "event", name, ...known }, ...leaving);
    emit(call);
    await stored;
    return delivery?.refuses(id) ? undefined : id;
  }

  return {
    note,
    noteActivity() {
      visit.isFresh = false;
      return note({ kind: "activity", at: now() });
    },
    isFresh: () => visit.isFresh,
    onTracked,
    track,
    trackByGuide: (name) => track({ name, given: {}, at: now(), id: createId() }),
    noteView(isNew) {
      visit.isSaid = false;
      return note({ kind: "page", at: now(), ...(isNew && { id: createId() }) });
    },
    async page({ at, id }) {
      const content = { type: "page", id, at, properties: {} } as const;
      const view = visit.isSaid && { id };
      visit.isSaid = true;
      if (person.admits()) await person.hear({ kind: "page", at, ...view }, content);
    },
    async markReached(past) {
      const { readPastMilestones } = await whenLoaded("what reads past milestones", chunks.past());
      const { milestones, faults } = readPastMilestones(past, plan);
      for (const fault of faults) onError(new MilepostError("call-invalid", fault));
      await note({ kind: "reached", milestones, at: now() });
    },
    deed(guide, gap, deed) {
      const known = { kind: "guide", guide, at: now(), id: createId() } as const;
      return person.apply({ ...known, ...(gap !== undefined && { gap }), ...deed });
    },
    report(event, properties) {
      const known = { id: createId(), at: now(), properties: { ...properties, plan_version: plan.version } };
      onReport({ event, ...known });
      const fact = { kind: "event", name: event, own: true, ...known } as const;
      return person.apply(fact, { type: "track", event, ...known });
    },
  };
}

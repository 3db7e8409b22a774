import type { Delivery } from "../delivery/delivery.ts";
import { createRateLimit } from "../delivery/rateLimit.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { Fact, GuideDeed, Properties, Report, ReportName } from "../domain/state/facts.ts";
import type { MilepostError } from "../errors.ts";
import type { Happened } from "../person/message.ts";
import type { Person } from "../person/person.ts";
import { readPastMilestones } from "./readPastMilestones.ts";

/** What a page and its guides tell of a person, taken in with an id and the moment that it is of. */
export interface Intake {
  /** Resolves to the messageId once the event is stored, to `undefined` for those whom Milepost is not for. */
  track(event: string, properties: Properties, at: number, id: string): Promise<string | undefined>;
  page(at: number, id: string): Promise<void>;
  /** Milestones that were reached before anybody looked: ISO dates or epoch milliseconds, by their ids. */
  markReached(past: Readonly<Record<string, unknown>>): Promise<void>;
  /** What was done with a guide. */
  deed(guide: string, gap: string | undefined, deed: GuideDeed): Promise<void>;
  /** What a guide has brought about. */
  report(event: ReportName, properties: Properties): Promise<void>;
  /** Of those whom Milepost is not for, nothing is noted. */
  note(fact: Fact): Promise<void> | undefined;
}

export interface IntakeOptions {
  readonly plan: Plan;
  readonly delivery: Delivery | undefined;
  person(): Person;
  isAdmitted(): boolean;
  now(): number;
  createId(): string;
  onReport(report: Report): void;
  /** Called for each event of the page's own that was taken in. */
  onTracked(event: string): void;
  onError(error: MilepostError): void;
}

export function createIntake(options: IntakeOptions): Intake {
  const { plan, delivery, person, isAdmitted, now, createId, onReport, onTracked, onError } = options;
  const isInRate = createRateLimit(plan.report?.rate);
  const leaves = plan.report?.events !== false;

  const note = (fact: Fact): Promise<void> | undefined => (isAdmitted() ? person().take(fact) : undefined);

  return {
    note,
    async track(event, properties, at, id) {
      if (!isAdmitted()) return undefined;
      if (!isInRate(at)) {
        delivery?.cut();
        return undefined;
      }
      const known = { id, at, properties };
      const leaving: Happened[] = leaves ? [{ type: "track", event, ...known }] : [];
      const stored = person().take({ kind: "event", name: event, ...known }, ...leaving);
      onTracked(event);
      await stored;
      return delivery?.refuses(id) ? undefined : id;
    },
    async page(at, id) {
      const happened = { type: "page", id, at, properties: {} } as const;
      if (isAdmitted()) await person().take({ kind: "page", at }, happened);
    },
    async markReached(past) {
      const { milestones, faults } = readPastMilestones(past, plan);
      for (const fault of faults) onError(fault);
      await note({ kind: "reached", milestones, at: now() });
    },
    deed(guide, gap, deed) {
      const known = { kind: "guide", guide, at: now(), id: createId() } as const;
      return person().take({ ...known, ...(gap !== undefined && { gap }), ...deed });
    },
    report(event, properties) {
      const known = { id: createId(), at: now(), properties: { ...properties, plan_version: plan.version } };
      onReport({ event, ...known });
      const fact = { kind: "event", name: event, own: true, ...known } as const;
      return person().take(fact, { type: "track", event, ...known });
    },
  };
}

import type { Delivery } from "../delivery/delivery.ts";
import { hash128 } from "../domain/lib/hash.ts";
import { toJson } from "../domain/lib/json.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { Properties, Report, ReportName } from "../domain/state/facts.ts";
import { getSession } from "../domain/state/sessions.ts";
import type { ErrorCode, MilepostError } from "../errors.ts";
import type { Person } from "../person/person.ts";
import type { Clock, KeyValueStore, Undo } from "../ports.ts";

export interface SelfReportsOptions {
  readonly plan: Pick<Plan, "product" | "version">;
  onError(error: MilepostError): void;
  onFault(fault: unknown): void;
}

/** How the page has started. */
export interface Loading {
  /** Epoch milliseconds. */
  readonly since: number;
  /** Where its config is from. */
  readonly from: "cache" | "net" | "page";
}

/** Whom a self-report is of, and what stores it. */
export interface SelfReportContext extends Loading {
  readonly person: Pick<Person, "here" | "state" | "who">;
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly delivery: Pick<Delivery, "hold">;
  url(): string;
  isAdmitted(): boolean;
  onReport(report: Report): void;
}

/**
 * Reports `Milepost Loaded` and `Milepost Error` of the SDK itself, each at most once a session. Two tabs with the same
 * report give it one id, so that it counts once.
 */
export interface SelfReports extends Pick<SelfReportsOptions, "onError" | "onFault"> {
  /** Faults before are not reported. `Milepost Loaded` is, where the session began with this page. */
  start(context: SelfReportContext): void;
  stop: Undo;
}

/** How long `identify()` may take after the start: nothing is reported of people outside `config.for`. */
const SETTLING_MS = 1_000;

export function createSelfReports({ plan, onError, onFault }: SelfReportsOptions): SelfReports {
  const told = new Set<string>();
  let context: SelfReportContext | undefined;
  let callOff: Undo | undefined;

  /** A fault in here goes to `onFault` of the options, not to our own, which would report it again. */
  function once(event: ReportName, what: string, properties: Properties): void {
    try {
      say(event, what, properties);
    } catch (fault) {
      onFault(fault);
    }
  }

  function say(event: ReportName, what: string, properties: Properties): void {
    if (!context?.isAdmitted()) return;
    const { person, clock, store, delivery, url, onReport } = context;
    const session = [person.here().user, getSession(person.state())];
    const id = `mp_${hash128(toJson([plan.product, ...session, event, what]))}`;
    if (told.has(id)) return;
    told.add(id);
    const report = { event, id, at: clock.now(), properties: { ...properties, plan_version: plan.version } };
    onReport(report);
    // Stored directly and not as a fact: it must not count as what the user does.
    const message = { type: "track", ...report, who: person.who(), url: url() } as const;
    store.update(delivery.hold([message])).catch(onFault);
  }

  const fail = (code: ErrorCode): void => once("Milepost Error", code, { code });

  return {
    onError(error) {
      onError(error);
      fail(error.code);
    },
    onFault(fault) {
      onFault(fault);
      fail("unexpected");
    },
    start(at) {
      context = at;
      const { since, from, clock, person } = at;
      if (getSession(person.state()) < since) return;
      const now = clock.now();
      const properties = { init_ms: now - since, config_from: from };
      callOff = clock.wake(now + SETTLING_MS, () => once("Milepost Loaded", "", properties));
    },
    stop: () => callOff?.(),
  };
}

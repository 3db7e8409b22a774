import type { Delivery } from "../delivery/delivery.ts";
import { hash128 } from "../domain/lib/hash.ts";
import { toJson } from "../domain/lib/json.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { Properties, Report, ReportName } from "../domain/state/facts.ts";
import { getSession } from "../domain/state/sessions.ts";
import type { ErrorCode, MilepostError } from "../errors.ts";
import type { Person } from "../person/person.ts";
import type { Clock, KeyValueStore, Undo } from "../ports.ts";

export interface HealthOptions {
  readonly plan: Pick<Plan, "product" | "version">;
  onError(error: MilepostError): void;
  onFault(fault: unknown): void;
}

/** How it came here. */
export interface Loading {
  /** Epoch milliseconds. */
  readonly since: number;
  /** Where its config is from. */
  readonly from: "cache" | "net" | "page";
}

/** Where it is told. */
export interface Desk extends Loading {
  readonly person: Pick<Person, "here" | "state" | "who">;
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly delivery: Pick<Delivery, "hold">;
  url(): string;
  isAdmitted(): boolean;
  onReport(report: Report): void;
}

/** How the SDK itself fares, for whoever runs it: once a session each. Two tabs that tell the same say it under one id. */
export interface Health extends Pick<HealthOptions, "onError" | "onFault"> {
  /** From now on it is told, beginning with how the page has started where the session began with it. */
  tell(desk: Desk): void;
  stop: Undo;
}

/** Pages say who is there as they load: whom Milepost is not for, of them nothing is told. */
const SETTLING_MS = 1_000;

export function createHealth({ plan, onError, onFault }: HealthOptions): Health {
  const told = new Set<string>();
  let desk: Desk | undefined;
  let callOff: Undo | undefined;

  /** A fault in here is said, and told to nobody else: it would come back. */
  function once(event: ReportName, what: string, properties: Properties): void {
    try {
      say(event, what, properties);
    } catch (fault) {
      onFault(fault);
    }
  }

  function say(event: ReportName, what: string, properties: Properties): void {
    if (!desk?.isAdmitted()) return;
    const { person, clock, store, delivery, url, onReport } = desk;
    const session = [person.here().user, getSession(person.state())];
    const id = `mp_${hash128(toJson([plan.product, ...session, event, what]))}`;
    if (told.has(id)) return;
    told.add(id);
    const report = { event, id, at: clock.now(), properties: { ...properties, plan_version: plan.version } };
    onReport(report);
    // It is nobody's deed, and changes nothing of what is shown.
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
    tell(at) {
      desk = at;
      const { since, from, clock, person } = at;
      if (getSession(person.state()) < since) return;
      const now = clock.now();
      const properties = { init_ms: now - since, config_from: from };
      callOff = clock.wake(now + SETTLING_MS, () => once("Milepost Loaded", "", properties));
    },
    stop: () => callOff?.(),
  };
}

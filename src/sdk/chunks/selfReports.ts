import type { Delivery } from "../delivery/delivery.ts";
import { hash128 } from "../domain/lib/hash.ts";
import { toJson } from "../domain/lib/json.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { Properties, Report, ReportName } from "../domain/state/facts.ts";
import type { ErrorCode } from "../errors.ts";
import { createGuard } from "../lib/guard.ts";
import type { Person } from "../person/person.ts";
import { getUserUnit } from "../person/who.ts";
import type { Clock, KeyValueStore, Undo } from "../ports.ts";

export interface SelfReportsOptions {
  readonly plan: Pick<Plan, "product" | "version">;
  readonly person: Pick<Person, "admits" | "who">;
  /** When their session began, in epoch milliseconds. */
  session(): number;
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly delivery: Pick<Delivery, "hold">;
  url(): string;
  onReport(report: Report): void;
  /** Each code from now on is reported. */
  readonly faults: { onCode(listener: (code: ErrorCode) => void): Undo };
  /** Given what breaks in here: by way of `faults` it would be reported again. */
  onFault(fault: unknown): void;
}

/** Reports of the SDK itself, each at most once a session. */
export interface SelfReports {
  /** Two tabs with the same report give it one id, so that it counts once. `what` tells reports of one name apart. */
  report(event: ReportName, what: string, properties: Properties): void;
  stop: Undo;
}

/** Reports `Milepost Error` of itself. */
export function createSelfReports({
  plan,
  person,
  session,
  clock,
  store,
  delivery,
  url,
  onReport,
  faults,
  onFault,
}: SelfReportsOptions): SelfReports {
  const reported = new Set<string>();

  const report = createGuard(onFault)((event: ReportName, what: string, properties: Properties) => {
    if (!person.admits()) return;
    const of = [getUserUnit(person.who()), session()];
    const id = `mp_${hash128(toJson([plan.product, ...of, event, what]))}`;
    if (reported.has(id)) return;
    reported.add(id);
    const content = { event, id, at: clock.now(), properties: { ...properties, plan_version: plan.version } };
    onReport(content);
    // Stored directly and not as a fact: it must not count as what the user does.
    const message = { type: "track", ...content, who: person.who(), url: url() } as const;
    return store.update(delivery.hold([message]));
  });

  return { report, stop: faults.onCode((code) => report("Milepost Error", code, { code })) };
}

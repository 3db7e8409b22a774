import type { Delivery } from "../delivery/delivery.ts";
import { hash128 } from "../domain/lib/hash.ts";
import { toJson } from "../domain/lib/json.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { Properties, Report, ReportName } from "../domain/state/facts.ts";
import type { ErrorCode } from "../errors.ts";
import { createGuard } from "../lib/guard.ts";
import type { InitOptions } from "../milepost.ts";
import type { Person } from "../person/person.ts";
import { getUserUnit } from "../person/who.ts";
import type { Clock, KeyValueStore, Undo } from "../ports.ts";

export interface SelfReportsOptions {
  readonly plan: Pick<Plan, "product" | "version" | "status" | "gaps" | "guides">;
  readonly options: Pick<InitOptions, "config">;
  /** When the page has called `init`, in epoch milliseconds. */
  readonly since: number;
  /** Where the browser had the last answer of this address from. */
  cameFrom(url: string): "cache" | "net";
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

/** How long `identify()` may take after the start: nothing is reported of people outside `config.for`. */
const SETTLING_MS = 1_000;

/**
 * Reports `Milepost Error` and, where the session began with this page, `Milepost Loaded` of the SDK itself, each at most
 * once a session. Two tabs with the same report give it one id, so that it counts once.
 */
export function startSelfReports({
  plan,
  options: { config },
  since,
  cameFrom,
  person,
  session,
  clock,
  store,
  delivery,
  url,
  onReport,
  faults,
  onFault,
}: SelfReportsOptions): Undo {
  const reported = new Set<string>();

  const reportOnce = createGuard(onFault)((event: ReportName, what: string, properties: Properties) => {
    if (!person.admits()) return;
    const of = [getUserUnit(person.who()), session()];
    const id = `mp_${hash128(toJson([plan.product, ...of, event, what]))}`;
    if (reported.has(id)) return;
    reported.add(id);
    const report = { event, id, at: clock.now(), properties: { ...properties, plan_version: plan.version } };
    onReport(report);
    // Stored directly and not as a fact: it must not count as what the user does.
    const message = { type: "track", ...report, who: person.who(), url: url() } as const;
    return store.update(delivery.hold([message]));
  });

  const now = clock.now();
  const undos = [faults.onCode((code) => reportOnce("Milepost Error", code, { code }))];
  if (session() >= since) {
    const paused = getPaused(plan);
    const properties = {
      init_ms: now - since,
      config_from: typeof config === "string" ? cameFrom(config) : "page",
      ...(paused.length > 0 && { paused }),
    };
    undos.push(clock.wake(now + SETTLING_MS, () => reportOnce("Milepost Loaded", "", properties)));
  }
  return () => undos.forEach((undo) => void undo());
}

/** Gaps and guides that show nothing by themselves, so that nobody is compared meanwhile; `*` where none does. */
const getPaused = ({ status, gaps, guides }: SelfReportsOptions["plan"]): string[] =>
  status === "paused"
    ? ["*"]
    : [...gaps, ...guides].flatMap((one) => (one.status === "paused" ? one.id : []));

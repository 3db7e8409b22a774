import { cameFrom } from "../browser/cameFrom.ts";
import type { createSelfReports, SelfReportsOptions } from "../chunks/selfReports.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { Undo } from "../ports.ts";
import type { AwakeRunOptions } from "./world.ts";

/** Without `delivery`, nothing is reported. */
type ReportLoadedOptions = Omit<SelfReportsOptions, "delivery"> &
  Partial<Record<"delivery", SelfReportsOptions["delivery"] | undefined>> &
  Pick<AwakeRunOptions, "plan" | "since" | "options" | "connection" | "isWoken">;

/** How long `identify()` may take after the start: nothing is reported of people outside `config.for`. */
const SETTLING_MS = 1_000;

/** Starts the reports of the SDK itself, with `Milepost Loaded` where the session began with this page. */
export function reportLoaded(
  { delivery, ...given }: ReportLoadedOptions,
  create: typeof createSelfReports | undefined,
): readonly Undo[] {
  if (!delivery || !create) return [];
  const { plan, options, since, clock, session, connection, isWoken } = given;
  const { config } = options;
  const { report, stop } = create({ ...given, delivery });
  const now = clock.now();
  // The page before has left them in this very session.
  const isOld = connection.identity.opened.rest?.session === session();
  // A page that has slept came within one, whichever it is woken in.
  if (session() < since || isOld || isWoken) return [stop];
  const paused = getPaused(plan);
  const properties = {
    init_ms: now - since,
    config_from: typeof config === "string" ? cameFrom(config) : "page",
    ...(paused.length > 0 && { paused }),
  };
  return [stop, clock.wake(now + SETTLING_MS, () => report("Milepost Loaded", "", properties))];
}

/** Gaps and guides that show nothing by themselves, so that nobody is compared meanwhile; `*` where none does. */
const getPaused = ({ status, gaps, guides }: Pick<Plan, "status" | "gaps" | "guides">): string[] =>
  status === "paused"
    ? ["*"]
    : [...gaps, ...guides].flatMap((one) => (one.status === "paused" ? one.id : []));

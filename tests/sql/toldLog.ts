import { compareEvents, isRefused, type LogEvent, readEvent } from "../../src/replay/logEvent.ts";
import { createReplay } from "../../src/replay/replay.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";
import type { Report } from "../../src/sdk/domain/state/facts.ts";
import type { Call } from "./warehouses.ts";

/**
 * A log of a vendor's own events, with what the pages of a config would have told beside them: what was reached, opened,
 * shown and held out. What time brings when somebody is not there goes out when they come back, with its own time, and
 * never where they do not.
 */
export function addReports(config: object, calls: readonly Call[]): Call[] {
  const reports: Array<{
    readonly user: string;
    readonly account: string | undefined;
    readonly report: Report;
  }> = [];
  const last = new Map<string, number>();
  const replay = createReplay({
    engine: createFullEngine(parse(config).plan),
    zone: "UTC",
    onJoin: () => {},
    onReport: ({ here: { user, account } }, report) => void reports.push({ user, account, report }),
  });
  const events = calls.map((call) => readEvent(call, JSON.stringify(call)));
  for (const event of events.filter((one): one is LogEvent => !isRefused(one)).sort(compareEvents)) {
    last.set(event.user, event.at);
    replay.take(event);
  }
  replay.end(Math.max(...last.values()));
  return [
    ...calls,
    ...reports
      .filter(({ user, report: { past, at } }) => !past && at <= last.get(user)!)
      .map(({ user, account, report: { event, at, id, properties } }) => ({
        type: "track",
        event,
        messageId: id,
        userId: user,
        timestamp: new Date(at).toISOString(),
        properties,
        context: { groupId: account, library: { name: "milepost", version: "0.1.0" } },
      })),
  ];
}

import { clean } from "../../insights/words/formatLists.ts";
import { describeEvent, describeReport } from "../../replay/happenings.ts";
import type { LogEvent } from "../../replay/logEvent.ts";
import type { Witness } from "../../replay/replay.ts";
import { isZone } from "../../replay/zones.ts";
import { explain } from "../../sdk/domain/decide/explain.ts";
import { createLocalTime } from "./localTime.ts";

/** One person's way, as lines of text. */
export interface Timeline extends Omit<Witness, "is"> {
  getLines(): readonly string[];
}

/** As wide as a time and what parts it from the rest. */
const MARGIN = " ".repeat(21);

/**
 * Writes down each event and what it set off; and whenever that changes, why each guide is or is not shown. What time
 * alone set off has a time of its own.
 * @param zone IANA time zone until an event names one.
 */
export function createTimeline(user: string, zone: string): Timeline {
  const lines: string[] = [];
  /** Why each guide is or is not shown, as it was said last. */
  const said = new Map<string, string>();
  /** Of which guides something was said since the last event. */
  let fresh = new Set<string>();
  /** What comes now, and is written once all is written that came before it. */
  let event: LogEvent | undefined;
  let at = Number.NaN;
  let here = zone;
  let local = createLocalTime(here);

  function writeEvent(): void {
    if (event) write(local.format(event.at), describeEvent(event));
    event = undefined;
  }

  function write(time: string, words: string): void {
    if (lines.length === 0) lines.push(`${clean(user)}, times in ${here}`, "");
    lines.push(`${time.padEnd(MARGIN.length)}${clean(words)}`);
  }

  function writeReason(guide: string, words: string): void {
    fresh.add(guide);
    write("", words);
  }

  return {
    onEvent(next) {
      writeEvent();
      event = next;
      at = next.at;
      fresh = new Set();
      if (next.zone === undefined || next.zone === here || !isZone(next.zone)) return;
      here = next.zone;
      local = createLocalTime(here);
      if (lines.length > 0) lines.push("", `times in ${here}`, "");
    },
    onReport(report) {
      if (report.at >= at) writeEvent();
      const words = describeReport(report);
      if (words !== undefined) return write(report.at === at ? "" : local.format(report.at), words);
      // It is shown again, for the same reason.
      const guide = `${report.properties.guide_id}`;
      if (!fresh.has(guide)) writeReason(guide, said.get(guide) ?? guide);
    },
    onDecisions(decisions, scene) {
      writeEvent();
      for (const decision of decisions) {
        const words = local.translate(explain(decision, undefined, scene));
        if (said.get(decision.guide) === words) continue;
        said.set(decision.guide, words);
        writeReason(decision.guide, words);
      }
    },
    getLines() {
      writeEvent();
      return lines;
    },
  };
}

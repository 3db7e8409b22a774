import { isBag } from "../../dialects/specEvent.ts";
import { unwrap } from "../../dialects/unwrap.ts";
import { isRefused, type LogEvent, readEvent } from "../../replay/logEvent.ts";
import type { Gauge } from "./gauge.ts";
import type { Texts } from "./splitValues.ts";

/** The events of lines, in their order. */
export function* linesToEvents(
  lines: Iterable<readonly string[]>,
  gauge?: Gauge,
): Generator<readonly LogEvent[]> {
  let line = 0;
  for (const some of lines) {
    const events: LogEvent[] = [];
    for (const text of some) takeText(events, text, ++line, gauge);
    yield events;
  }
}

/** The events of values, in their order. */
export function* valuesToEvents(values: Iterable<Texts>, gauge: Gauge): Generator<readonly LogEvent[]> {
  for (const { texts, lines } of values) {
    const events: LogEvent[] = [];
    for (let i = 0; i < texts.length; i++) takeText(events, texts[i]!, lines[i]!, gauge, true);
    yield events;
  }
}

/** @param mayHaveLines Whether the text may go over several lines. What is put aside has one for each event. */
function takeText(
  events: LogEvent[],
  text: string,
  line: number,
  gauge: Gauge | undefined,
  mayHaveLines = false,
): void {
  const value = parse(text);
  if (value === undefined) {
    if (text.trim() !== "")
      gauge?.refuse({ code: "invalid", field: "", value: undefined, expected: "an event" }, line);
    return;
  }
  if (!mayHaveLines && isBag(value) && !("batch" in value)) return take(value, text.trimEnd());
  for (const one of unwrap(value)) take(one, JSON.stringify(one));

  function take(one: unknown, own: string): void {
    const event = readEvent(one, own);
    if (isRefused(event)) return gauge?.refuse(event, line);
    events.push(event);
    if (gauge) gauge.events++;
  }
}

/** `undefined` where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

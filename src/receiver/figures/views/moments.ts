import { resolve } from "../../../insights/facts/identities.ts";
import { describeEvent, describeReport } from "../../../replay/happenings.ts";
import type { LogEvent } from "../../../replay/logEvent.ts";
import type { Person } from "../../../replay/person.ts";
import type { ReplayOptions, Witness } from "../../../replay/replay.ts";
import { explain } from "../../../sdk/domain/decide/explain.ts";
import type { Report } from "../../../sdk/domain/state/facts.ts";
import type { Moment } from "./views.ts";

/** Writes down what happens to each person of a replay, and whenever that changes, why a guide is or is not shown. */
export interface Moments extends Required<Pick<ReplayOptions, "onEvent" | "onReport">> {
  readonly witness: Witness;
  /** In order of time, with all ids that they came under. */
  getOf(person: Person): { readonly ids: ReadonlySet<string>; readonly moments: readonly Moment[] };
}

interface Written {
  readonly person: Person;
  readonly id: string;
  readonly moment: Moment;
}

/** What happened comes before what followed of it, and that before what is shown then. */
const ORDER: ReadonlyArray<Moment["kind"]> = ["event", "report", "decision"];

export function createMoments(): Moments {
  const written: Written[] = [];
  /** Who goes by an id now. */
  const people = new Map<string, Person>();
  const said = new Map<string, string>();

  function write(person: Person, moment: Moment): void {
    written.push({ person, id: person.here.user, moment });
  }

  return {
    onEvent(person, event) {
      // What is left of a deleted event says nothing of what happened.
      if (event.kept !== undefined && event.name === "") return;
      people.set(person.here.user, person);
      write(person, toMoment(event));
    },
    onReport(person, report) {
      const moment = toReportMoment(report);
      if (moment) write(person, moment);
    },
    witness: {
      is: () => true,
      onEvent: () => {},
      onReport: () => {},
      onDecisions(decisions, scene) {
        const person = people.get(scene.here.user);
        if (!person) return;
        for (const decision of decisions) {
          const words = explain(decision, undefined, scene);
          const key = JSON.stringify([resolve(person).number, decision.guide]);
          if (said.get(key) === words) continue;
          said.set(key, words);
          const isShown = decision.show && !decision.heldOut;
          const because = decision.show ? "held-out" : decision.reason.code;
          const about = { guide: decision.guide, isShown, ...(!isShown && { because }) } as const;
          const gap = decision.gap === undefined ? {} : { gap: decision.gap };
          write(person, { at: scene.now, kind: "decision", words, ...about, ...gap });
        }
      },
    },
    getOf(person) {
      const own = written.filter((one) => resolve(one.person) === person);
      const moments = own.map(({ moment }) => moment);
      return {
        ids: new Set([person.here.user, ...own.map(({ id }) => id)]),
        moments: moments.sort((a, b) => a.at - b.at || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)),
      };
    },
  };
}

const toMoment = (event: LogEvent): Moment => ({
  at: event.at,
  kind: "event",
  words: describeEvent(event),
  ...(event.name !== "" && { name: event.name }),
  ...about(event.properties),
});

/** What decisions say anyway is left out. */
function toReportMoment(report: Report): Moment | undefined {
  const words = describeReport(report);
  if (words === undefined) return undefined;
  return { at: report.at, kind: "report", words, name: report.event, ...about(report.properties) };
}

const about = (said: LogEvent["properties"]): Pick<Moment, "milestone" | "gap" | "guide"> => ({
  ...(typeof said.milestone_id === "string" && { milestone: said.milestone_id }),
  ...(typeof said.gap_id === "string" && { gap: said.gap_id }),
  ...(typeof said.guide_id === "string" && { guide: said.guide_id }),
});

import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import { getGap } from "../../sdk/domain/state/evalContext.ts";
import type { Properties } from "../../sdk/domain/state/facts.ts";
import { createExposures, createShowings, isOut, toTriggers } from "./exposures.ts";
import { getBrowser } from "./getBrowser.ts";
import { createProgrammeRows } from "./programmeRows.ts";
import type { Arm, ExposureRow, ProgrammeRow, ShownRow, TriggerRow } from "./rows.ts";

/** What was shown, and to whom it was not. */
export interface ShownRows {
  /**
   * A report of the log's own or of the replay's; others than of what was shown are passed over.
   * @param event The row that it stands in, if it does.
   */
  note(
    person: Person,
    report: { readonly name: string; readonly properties: Properties; readonly at: number },
    event?: LogEvent,
  ): void;
  getRows(): {
    readonly exposures: readonly ExposureRow[];
    readonly triggers: readonly TriggerRow[];
    readonly shown: readonly ShownRow[];
    readonly programme: readonly ProgrammeRow[];
  };
}

const ARMS: Readonly<Record<string, Arm>> = {
  "Guide Shown": "treated",
  "Guide Held Out": "held_out",
  "Bridge Handed On": "treated",
  "Bridge Held Out": "held_out",
};

/** Does the event show what pages have shown for gaps? Then the log is taken at its word. */
export const isRecorded = ({ name, properties }: LogEvent): boolean =>
  Object.hasOwn(ARMS, name) && typeof properties.gap_id === "string";

/**
 * @param isAccounts Is the milestone an account's?
 * @param former Plans before the engine's, by whose holdouts arms are drawn that were reported under them.
 */
export function createShownRows(
  engine: Engine,
  isAccounts: (milestone: string) => boolean,
  former?: readonly Plan[],
): ShownRows {
  const { plan } = engine;
  const gaps = new Map(plan.gaps.map((gap) => [gap.id, gap]));
  const exposures = createExposures();
  const showings = createShowings();
  const programme = createProgrammeRows(plan.holdout.share > 0);
  const exempt = new Set(plan.guides.flatMap((guide) => (guide.exempt ? guide.id : [])));
  return {
    note(person, { name, properties: said, at }, event) {
      if (!Object.hasOwn(ARMS, name)) return;
      const arm = ARMS[name]!;
      const hand = toName(said.hand);
      const guide = hand === null ? (toName(said.guide_id) ?? "") : `hand:${hand}`;
      if (name === "Guide Shown") showings.note(person, guide, at);
      const gap = gaps.get(`${said.gap_id}`);
      if (!gap || said.self_opened === true) return;
      const account = event?.account ?? person.here.account;
      const who = { knownAs: event?.user ?? person.here.user, account: account ?? null, at };
      // Versions before did not say who has held out.
      const isOfProgramme = said.held_out_by === "programme" || (arm === "held_out" && isOut(plan, who));
      if (!gap.exempt && !exempt.has(guide)) programme.note(person, isOfProgramme, said.season, at);
      const isAccount = isAccounts(gap.to);
      const scene = engine.look(person.state, person.here, at);
      exposures.note(person, {
        gap: gap.id,
        guide,
        ...who,
        arm,
        isFirst: (getGap(scene, gap)?.since ?? 0) === 0,
        planVersion: event ? toName(said.plan_version) : null,
        sdkVersion: event?.sdkVersion ?? null,
        browser: getBrowser(event?.userAgent),
        ...(isOfProgramme && { isOut: true }),
        ofAccount: isAccount ? account : undefined,
      });
    },
    getRows() {
      const rows = exposures.getRows();
      return {
        exposures: rows,
        triggers: toTriggers(rows, plan, former),
        shown: showings.getRows(),
        programme: programme.getRows(),
      };
    },
  };
}

const toName = (value: unknown): string | null => (typeof value === "string" ? value : null);

import type { ExposureRow, Facts, GapRow, MilestoneRow, TriggerRow } from "../facts/rows.ts";
import { groupBy } from "./groupBy.ts";
import { once } from "./once.ts";

// Each gap's figures ask for its own rows several times, and there are rows of everybody: they are parted once.
const partMilestones = once((rows: readonly MilestoneRow[]) => groupBy(rows, ({ milestone }) => milestone));
const partGaps = once((rows: readonly GapRow[]) => groupBy(rows, ({ gap }) => gap));
const partTriggers = once((rows: readonly TriggerRow[]) => groupBy(rows, ({ gap }) => gap));
const partExposures = once((rows: readonly ExposureRow[]) => groupBy(rows, ({ gap }) => gap));

/** The rows of one milestone. */
export const getMilestoneRows = ({ milestones }: Pick<Facts, "milestones">, id: string) =>
  partMilestones(milestones).get(id) ?? [];

/** Of one gap: its occurrences, first triggers and exposures. */
export const getGapRows = ({ gaps }: Pick<Facts, "gaps">, id: string) => partGaps(gaps).get(id) ?? [];
export const getTriggerRows = ({ triggers }: Pick<Facts, "triggers">, id: string) =>
  partTriggers(triggers).get(id) ?? [];
export const getExposureRows = ({ exposures }: Pick<Facts, "exposures">, id: string) =>
  partExposures(exposures).get(id) ?? [];

import { writeFileSync } from "node:fs";
import type { Facts } from "../insights/facts/rows.ts";
import { type AccountReview, getAccountReview } from "../insights/figures/accounts/accountReview.ts";
import { type Findings, getFindings } from "../insights/figures/findings.ts";
import { addMeasures } from "../insights/measures/addMeasures.ts";
import { readTargets } from "../insights/measures/readTargets.ts";
import { formatAccount } from "../insights/words/formatAccount.ts";
import { formatFindings } from "../insights/words/formatFindings.ts";
import { formatDay } from "../insights/words/formatLists.ts";
import { formatOwner, getOwnerReport } from "../insights/words/formatOwners.ts";
import { addHands } from "../sdk/config/compile/addHands.ts";
import { createFault, formatFault } from "../sdk/config/faults.ts";
import { suggest } from "../sdk/config/suggest.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { DAY_MS } from "../sdk/domain/time/spans.ts";
import { collect } from "./collect.ts";
import { CommandError, tryFile } from "./commandError.ts";
import { countRefused } from "./logs/gauge.ts";
import type { Meter } from "./logs/meter.ts";
import { readPlan, readTimes, readWas, tellRefused } from "./readInputs.ts";
import { renderOwner } from "./report/html/ownerCards.ts";
import { renderAccount } from "./report/html/renderAccount.ts";
import { renderReport } from "./report/html/renderReport.ts";
import { createNames } from "./report/names.ts";
import type { Answer } from "./simulateCommand.ts";
import { writeStories } from "./writeStories.ts";

export const REPORT_OPTIONS = {
  html: { type: "string" },
  account: { type: "string" },
  owner: { type: "string" },
  by: { type: "string" },
  stories: { type: "string" },
  was: { type: "string", multiple: true },
} as const;

export const REPORT_USAGE = `milepost report FILE LOG... [--json | --html OUT | --stories OUT] [--account ID | --owner NAME] [--by outcome] [--was OLD]... [--until ISO] [--tz ZONE]
  What logs of events say of a config: how far people come on each journey and by segment, how long it takes to each
  milestone, the gaps by customers lost, what each gap's bridge did against its holdout; who stays, what people say and
  look for, leads, friction, and what runs in their pages. Logs are read as simulate reads them; drafts are left out.
  Where they have what pages have shown, arms are those that were reported; where they have not, no effect is told.
  --json    prints one object of figures; spans are milliseconds, shares from 0 to 1
  --html    writes a page to this file: all figures with their definitions and charts; it needs nothing beside it
  --stories writes what customers have told to this .csv or .json: what its tellers have said that others may read
  --account one account instead, for who talks with its people: milestones, people, gaps, stories, the next rung
  --owner   what is this owner's alone: milestones of their outcomes against targets and a week before, and their gaps
  --by      outcome: splits the journeys by what customers have chosen as their goal, in place of segments
  --was     a config of before: arms that pages drew under it are recomputed by its holdouts; may be given several times
  --until   where the log ends; the last event by default
  --tz      the time zone of events that name none; UTC by default`;

export interface ReportValues {
  readonly json?: boolean;
  readonly html?: string;
  readonly account?: string;
  readonly owner?: string;
  readonly by?: string;
  readonly stories?: string;
  readonly was?: readonly string[];
  readonly until?: string;
  readonly tz?: string;
}

/** @throws {CommandError} where there is nothing to report. */
export async function runReport(
  operands: readonly string[],
  values: ReportValues,
  meter?: Meter,
): Promise<Answer> {
  const [file, ...logs] = operands;
  if (file === undefined || logs.length === 0) {
    throw new CommandError(`expected a config and at least one log\n${REPORT_USAGE}`);
  }
  const { account, owner, stories } = values;
  expectOne(values, ["account", "owner", "stories"]);
  expectOne(values, ["json", "html", "stories"]);
  const { config, hints, ...compiled } = readPlan(file, false);
  const plan = addHands(config, compiled.plan);
  const by = readBy(values.by, plan);
  const { plan: measured, measures, hints: unmeasured } = addMeasures(config, plan);
  const names = createNames(measured, measures);
  const { facts, events, gauges } = await collect({
    plan: measured,
    former: (values.was ?? []).map((old) => readWas(old).plan),
    measures,
    logs,
    ...readTimes(values),
    onEvent: names.note,
    meter: values.json ? undefined : meter,
  });
  const refused = tellRefused(gauges);
  const missing = names.getMissing().map((line) => `${file}: ${line}`);
  const odd = tellSpan(facts);
  const rejected = gauges.reduce((sum, gauge) => sum + countRefused(gauge), 0);
  const targets = readTargets(config);
  const findings = (): Findings => getFindings(facts, plan, targets, { events, rejected, by });
  const getTold = (): Told =>
    account !== undefined
      ? tellAccount(getAccountReview(facts, plan, targets, account), account, plan)
      : owner !== undefined
        ? tellOwner(findings(), owner, plan)
        : tellAll(findings(), plan);
  return {
    out: [stories === undefined ? tell(getTold(), values) : writeStories(findings().voices.stories, stories)],
    err: [...hints, ...unmeasured.map((line) => `${file}: ${line}`), ...refused, ...missing, ...odd],
    ok: true,
  };
}

/** @throws {CommandError} where two of them are asked for at once. */
function expectOne(values: ReportValues, names: ReadonlyArray<keyof ReportValues>): void {
  const [first, second] = names.filter((name) => values[name] !== undefined);
  if (second) throw new CommandError(`found --${first} beside --${second}, expected one of them`);
}

/** No product has a log of so many years: a clock was wrong. */
const MOST_YEARS = 20;

/** All who are on the way are followed up to the end of the log: one event of a wrong clock moves it for all. */
function tellSpan({ start, end }: Pick<Facts, "start" | "end">): string[] {
  const years = ((end ?? 0) - (start ?? 0)) / (365.25 * DAY_MS);
  if (years <= MOST_YEARS) return [];
  const span = `${formatDay(start!)} to ${formatDay(end!)}`;
  return [
    `the log goes from ${span}: was a clock wrong? Figures follow everybody to its end; --until sets another`,
  ];
}

/** @throws {CommandError} where people cannot be told apart by it. */
function readBy(by = "segment", { outcomes }: Plan): "segment" | "outcome" {
  if (by !== "segment" && by !== "outcome")
    throw new CommandError(`--by: found ${JSON.stringify(by)}, expected "segment" or "outcome"`);
  if (by === "outcome" && !outcomes)
    throw new CommandError(
      "--by outcome: found no question and no condition in the config that asks for an outcome",
    );
  return by;
}

/** The same in three forms. */
interface Told {
  readonly json: object;
  getText(): string;
  getPage(): string;
}

const tellAll = (findings: Findings, plan: Plan): Told => ({
  json: findings,
  getText: () => formatFindings(findings, plan),
  getPage: () => renderReport(findings, plan),
});

function tellAccount(review: AccountReview | undefined, id: string, plan: Plan): Told {
  if (!review) throw new CommandError(`--account: found no account ${JSON.stringify(id)} in the log`);
  return {
    json: review,
    getText: () => formatAccount(review),
    getPage: () => renderAccount(review, plan),
  };
}

function tellOwner(findings: Findings, name: string, plan: Plan): Told {
  const report = getOwnerReport(findings, name);
  const known = findings.owners.map(({ owner }) => owner);
  if (!report) {
    const expected = known.length === 0 ? "an outcome of the config with an owner" : known;
    throw new CommandError(
      formatFault(createFault(["--owner"], JSON.stringify(name), expected, suggest(name, known))),
    );
  }
  return {
    json: report,
    getText: () => formatOwner(report),
    getPage: () => renderOwner(report, plan),
  };
}

function tell(told: Told, { json, html }: ReportValues): string {
  if (html === undefined) return json ? JSON.stringify(told.json) : told.getText();
  tryFile(html, () => writeFileSync(html, told.getPage()));
  return `written to ${html}`;
}

import type { Config } from "../sdk/config/schema.ts";
import type { MeasuredGap } from "./effects.ts";
import { GUIDES } from "./yearGuides.ts";

export interface YearConfigOptions {
  /** The share of people, or of accounts, to whom the bridges that are measured are not shown. */
  readonly holdout: number;
  /** Of single gaps, in its place. */
  readonly holdouts: Readonly<Partial<Record<MeasuredGap, number>>>;
  /** The text that a release in the midst of the year has changed. */
  readonly hint: string;
}

/** The config of a small invoicing product: three segments, two journeys, seven gaps. */
export const createYearConfig = ({ holdout, holdouts, hint }: YearConfigOptions): Config => ({
  version: 1,
  product: "acme-invoices",
  for: { not: { trait: "role", is: "staff" } },
  consent: "full",
  report: {
    endpoint: "https://collect.acme.example/v1/batch",
    writeKey: "acme-web",
    traits: ["role", "createdAt", "invoicesPerMonth", "plan", "mrr", "seats", "renewalDate"],
  },
  outcomes: {
    "paid-on-time": {
      title: "Every invoice is paid on time",
      owner: "onboarding@acme.example",
      idealCustomer: { trait: "invoicesPerMonth", atLeast: 5 },
    },
    "whole-team": { title: "The whole team invoices in one place", owner: "success@acme.example" },
  },
  milestones: MILESTONES,
  segments: [
    { id: "free", title: "Free", value: 0, when: { account: "plan", is: "free" } },
    { id: "team", title: "Team", value: 9, when: { account: "plan", is: "team" } },
    { id: "pro", title: "Pro", value: 15, when: { account: "plan", is: "pro" } },
  ],
  journeys: {
    activation: {
      title: "Get paid with Acme",
      for: { not: { trait: "role", is: "accountant" } },
      milestones: ["workspace", "first-invoice", "first-payment", "weekly-habit"],
    },
    ascend: {
      title: "Bring the team",
      for: { trait: "role", is: "admin" },
      milestones: ["first-payment", "reminders", "team"],
    },
  },
  gaps: createGaps((gap) => holdouts[gap] ?? holdout),
  guides: { ...GUIDES, "how-to-send": { ...GUIDES["how-to-send"], body: hint } },
  docs: [
    {
      id: "sending-invoices",
      title: "Send an invoice",
      body: "Open **Invoices**, choose *New*, fill in the amount, press *Send*.",
      gaps: ["no-first-invoice"],
      on: "/invoices*",
    },
    {
      id: "getting-paid",
      title: "Get paid faster",
      url: "https://help.acme.example/getting-paid",
      gaps: ["sent-not-paid"],
      published: "2026-02-01",
    },
  ],
  retention: {
    churned: { event: "Subscription Cancelled" },
    value: { account: "mrr" },
    renews: { account: "renewalDate" },
    silent: "21d",
  },
  limits: {
    interruptions: { perSession: 1, perDay: 2, apart: "10m" },
    survey: { apart: "7d" },
    quiet: { from: "20:00", to: "07:00" },
    unless: { page: "/billing/checkout*" },
  },
});

const MILESTONES: Config["milestones"] = {
  workspace: {
    title: "Open your workspace",
    outcome: "paid-on-time",
    when: { event: ["Workspace Created", "Workspace Joined"] },
  },
  "first-invoice": {
    title: "Send your first invoice",
    outcome: "paid-on-time",
    when: { event: "Invoice Sent", where: { total: { above: 0 } } },
    target: { within: "7d", share: 0.6 },
    value: 40,
  },
  "first-payment": {
    title: "Get paid",
    outcome: "paid-on-time",
    when: { event: "Payment Received" },
    target: { within: "30d", share: 0.5 },
    value: 120,
  },
  reminders: {
    title: "Let reminders do the asking",
    outcome: "paid-on-time",
    when: { event: "Reminder Scheduled" },
    target: { within: "60d", share: 0.3 },
    value: 60,
  },
  "weekly-habit": {
    title: "Invoice every week",
    outcome: "paid-on-time",
    when: { event: "Invoice Sent", inPeriods: { of: "1w", atLeast: 3, outOf: 4 } },
    lapses: { grace: "1w" },
    value: 200,
  },
  team: {
    title: "Work with two teammates",
    outcome: "whole-team",
    level: "account",
    when: { event: "Member Joined", count: 2, distinct: "memberId" },
    target: { within: "60d", share: 0.4 },
    value: 300,
  },
};

const createGaps = (getShare: (gap: MeasuredGap) => number): NonNullable<Config["gaps"]> => ({
  "not-paid-yet": { to: "first-payment", opens: { after: "0s" }, bridge: ["setup"] },
  "no-first-invoice": {
    from: "workspace",
    to: "first-invoice",
    opens: { any: [{ after: "1d" }, { sessions: 2 }, { signal: "rage-click", count: 2, within: "10m" }] },
    bridge: ["how-to-send", "sending-invoices"],
    target: { within: "7d" },
    protects: ["first-payment"],
    review: "2026-07-01",
    holdout: getShare("no-first-invoice"),
  },
  "sent-not-paid": {
    from: "first-invoice",
    to: "first-payment",
    opens: { after: "7d" },
    bridge: ["chase-payment", "getting-paid"],
    target: { within: "14d" },
    worth: 0.1,
    holdout: getShare("sent-not-paid"),
  },
  "no-reminders": {
    from: "first-payment",
    to: "reminders",
    opens: { after: "2d" },
    bridge: ["reminder-tour"],
    target: { within: "14d" },
    holdout: getShare("no-reminders"),
  },
  "working-alone": {
    from: "first-payment",
    to: "team",
    for: { trait: "role", is: "admin" },
    opens: { after: "3d" },
    bridge: ["invite-team"],
    target: { within: "21d" },
    holdout: { share: getShare("working-alone"), by: "account" },
  },
  "gone-quiet": {
    from: "first-payment",
    to: "weekly-habit",
    opens: { silent: "14d" },
    bridge: ["welcome-back"],
    target: { within: "28d" },
    holdout: getShare("gone-quiet"),
  },
  "renewal-at-risk": {
    from: "first-payment",
    to: "weekly-habit",
    for: { account: "renewalDate", inNext: "30d" },
    opens: { silent: "7d" },
    bridge: ["before-renewal", { show: "talk-it-over", after: "2d" }],
  },
});

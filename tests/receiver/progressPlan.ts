import { parse } from "../../src/sdk/config/parse.ts";

/** A product with a milestone of each sort that the receiver has to tell. */
export const plan = parse({
  version: 1,
  product: "acme",
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    invoices: { title: "Three invoices", when: { event: "Invoice Sent", count: 3 } },
    weekly: {
      title: "An invoice each week",
      when: { event: "Invoice Sent", within: "1w" },
      lapses: true,
    },
    tuned: { title: "Settings seen", when: { element: "[data-settings]" } },
    team: {
      title: "Two colleagues",
      level: "account",
      when: { event: "Member Joined", count: 2, distinct: "member" },
    },
  },
  gaps: {
    "no-invoice": {
      from: "workspace",
      to: "invoices",
      bridge: ["how-to"],
      holdout: 0.1,
    },
    "no-team": { from: "workspace", to: "team", bridge: ["invite"] },
    "no-habit": { to: "weekly", bridge: ["again"] },
  },
  guides: {
    "how-to": { type: "tooltip", target: "#new", title: "Start here" },
    invite: { type: "banner", title: "Invite somebody" },
    again: { type: "banner", title: "Again?" },
    news: { type: "banner", title: "News", if: { event: "Asked" }, repeat: { once: "account" } },
  },
}).plan;

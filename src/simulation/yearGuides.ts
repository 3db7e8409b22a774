import type { Config } from "../sdk/config/schema.ts";

const DISMISS = { label: "No, thanks", dismiss: true } as const;

/** The guides of the invoicing product. */
export const GUIDES = {
  setup: {
    type: "checklist",
    title: "Get paid in three steps",
    items: [
      { milestone: "workspace" },
      { milestone: "first-invoice", doc: "sending-invoices" },
      { milestone: "first-payment", doc: "getting-paid", needs: ["first-invoice"] },
    ],
  },
  "how-to-send": {
    type: "tooltip",
    on: "/invoices*",
    target: "[data-tour=new-invoice]",
    title: "Start here",
  },
  "chase-payment": {
    type: "banner",
    title: "Is an invoice still open?",
    body: "Mark it as paid once the money is there.",
    actions: [
      { label: "See open invoices", href: "/invoices?tab=open" },
      { label: "Later", snooze: "3d" },
    ],
  },
  "reminder-tour": {
    type: "tour",
    on: "/invoices*",
    steps: [
      {
        target: "[data-tour=reminders]",
        title: "Reminders",
        body: "They ask politely, so that you need not.",
      },
      { target: "#when", title: "When", body: "A week after the due date is a good start." },
      { target: { role: "button", name: "Save" }, title: "Save it" },
    ],
  },
  "invite-team": {
    type: "modal",
    title: "Invoicing is easier together",
    actions: [{ label: "Invite teammates", href: "/settings/team" }, DISMISS],
  },
  "welcome-back": {
    type: "banner",
    title: "Good to see you",
    body: "Pick up where you left off.",
    actions: [
      { label: "Send an invoice", href: "/invoices/new" },
      { label: "Later", snooze: "3d" },
    ],
  },
  "before-renewal": {
    type: "banner",
    title: "Your plan renews {{account.renewalDate:in|soon}}",
    actions: [{ label: "See what you got paid", href: "/reports/paid" }],
  },
  "talk-it-over": {
    type: "modal",
    title: "Shall we look at it together?",
    actions: [
      { label: "Book a call", lead: "full-serve", thanks: "We will write to you within a day." },
      DISMISS,
    ],
  },
  "upgrade-offer": {
    type: "modal",
    title: "Invoicing is a habit now. Bring the team.",
    if: {
      all: [
        { segment: "free" },
        { trait: "role", is: "admin" },
        { milestone: "weekly-habit", is: "reached" },
      ],
    },
    repeat: { every: "90d" },
    actions: [{ label: "Upgrade now", lead: "self-serve", href: "/billing/checkout?plan=team" }, DISMISS],
  },
  nps: {
    type: "survey",
    if: { milestone: "first-payment", is: "reached", after: "30d" },
    question: [
      { kind: "nps", ask: "How likely are you to recommend Acme?" },
      { kind: "text", ask: "Why?" },
    ],
    then: [
      { atLeast: 9, guide: "tell-your-story" },
      { atMost: 6, lead: "full-serve" },
    ],
    repeat: { every: "90d" },
  },
  csat: {
    type: "survey",
    if: { event: "Invoice Sent", count: 5 },
    question: { kind: "csat", ask: "How do you like sending invoices here?" },
    repeat: "once",
  },
  "tell-your-story": {
    type: "survey",
    question: [
      { kind: "story", ask: "What changed for you since your first payment?" },
      { kind: "choice", ask: "May we show your words to others?", choices: ["Yes", "No"] },
    ],
    actions: [{ label: "Refer a friend", lead: "referral", href: "/refer" }],
  },
  help: { type: "help", title: "Help", launcher: "bottom-end" },
} satisfies NonNullable<Config["guides"]>;

import type { View } from "milepost/widgets";
import { aHotspot, aTooltip, aTour, NEW_INVOICE } from "../views.ts";
import { type Chapter, press } from "./scene.ts";

const TIP = {
  title: "Start here",
  body: "Hi {{user.firstName|there}}, this makes a **new invoice**. It is a draft until you press Send.",
} as const;
const MIDDLE = [{ css: "#middle" }];
const ACTIONS = [
  { label: "Send an invoice", href: "#new" },
  { label: "Later", snooze: 3_600_000 },
];

const beside = (placement: "top" | "bottom" | "start" | "end", title: string) => ({
  name: `tooltip-${placement}`,
  title,
  views: [aTooltip({ ...TIP, target: MIDDLE, placement })],
});

const reached = (view: View): View => ({ ...view, phase: "done" });
const asked = aTooltip(TIP, { selfOpened: true });

export const tooltips: Chapter = {
  title: "Tooltip",
  scenes: [
    { name: "tooltip", title: "By itself", views: [aTooltip(TIP)] },
    beside("top", "Above"),
    beside("bottom", "Below"),
    beside("start", "Before"),
    beside("end", "Behind"),
    { name: "tooltip-doc", title: "With an article", views: [aTooltip({ ...TIP, doc: "send" })] },
    { name: "tooltip-actions", title: "With buttons", views: [aTooltip({ ...TIP, actions: ACTIONS })] },
    {
      name: "tooltip-long",
      title: "With much to say",
      views: [
        aTooltip({
          title: "Recurring invoices can be sent on the last working day of each month",
          body: "Three things to know:\n\n- The **amount** stays as it was in the last one\n- Drafts wait for you on the [overview](#overview)\n- `{{number}}` in the subject becomes the number",
          actions: [
            { label: "Set up a recurring invoice", href: "#new" },
            { label: "Not for this customer", dismiss: true },
          ],
        }),
      ],
    },
    { name: "tooltip-bare", title: "Without a title", views: [aTooltip({ body: TIP.body })] },
    {
      name: "tooltip-done",
      title: "Its gap is bridged",
      views: [asked],
      acts: [press(".card .title"), { do: "become", views: [reached(asked)] }],
    },
    {
      name: "tooltip-why",
      title: "Why am I seeing this?",
      views: [aTooltip(TIP)],
      acts: [press(".more")],
    },
    {
      name: "tooltip-pause",
      title: "Pausing tips",
      views: [aTooltip(TIP)],
      acts: [press(".more"), press(".menu .button")],
    },
  ],
};

const STEPS = [
  { ...NEW_INVOICE, title: "A new invoice", body: "Everything starts with this button.", actions: [] },
  {
    target: [{ css: "#middle" }],
    placement: "auto",
    title: "Who owes you what",
    body: "What is late stands first. A press on a row opens it.",
    actions: [],
  },
  { placement: "auto", title: "That is all", body: "You find this again in Help.", actions: [] },
] as const;
const [first, middle, last] = STEPS;

const tour = (step: number) => aTour({ steps: STEPS }, { step });

export const tours: Chapter = {
  title: "Tour",
  scenes: [
    { name: "tour-first", title: "First step", views: [tour(0)] },
    { name: "tour-middle", title: "In between", views: [tour(1)] },
    { name: "tour-last", title: "Last step, beside nothing", views: [tour(2)] },
    {
      name: "tour-spotlight",
      title: "Spotlight",
      views: [aTour({ steps: [first, { ...middle, spotlight: true }, last] }, { step: 1 })],
    },
    {
      name: "tour-advance",
      title: "Waits for a press on its target",
      views: [aTour({ steps: [{ ...first, advance: { on: "click" } }, middle, last] })],
    },
  ],
};

const SPOT = { title: "Late fees", body: "What is 14 days late earns 2 % a month. You can change that." };

export const hotspots: Chapter = {
  title: "Hotspot",
  scenes: [
    { name: "hotspot", title: "Closed", views: [aHotspot(SPOT)] },
    { name: "hotspot-open", title: "Open", views: [aHotspot(SPOT)], acts: [press(".dot")] },
  ],
};

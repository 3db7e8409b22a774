import { aChecklist, anItem } from "../views.ts";
import { type Chapter, press } from "./scene.ts";

const WORKSPACE = "Create your workspace";
const SEND = "Send your first invoice";
const LOGO = "Add your logo";
const PAID = "Get paid";

const send = {
  body: "About two minutes. It stays a draft until you send it.",
  guide: "how-to-send",
};
const logo = { body: "It stands at the top of each invoice.", href: "#logo", optional: true };

const fresh = [
  anItem(WORKSPACE, { body: "A name and a currency are enough.", href: "#workspace" }),
  anItem(SEND, { ...send, needs: [WORKSPACE], locked: true }),
  anItem(LOGO, logo),
  anItem(PAID, { needs: [SEND], locked: true }),
];
const half = [
  anItem(WORKSPACE, { done: true }),
  anItem(SEND, send),
  anItem(LOGO, logo),
  anItem(PAID, { needs: [SEND], locked: true }),
];
const later = [
  anItem(WORKSPACE, { done: true }),
  anItem(SEND, { done: true }),
  anItem(LOGO, logo),
  anItem(PAID),
];
const all = [WORKSPACE, SEND].map((title) => anItem(title, { done: true }));
const over = [...all, anItem(LOGO, { skipped: true, optional: true }), anItem(PAID, { done: true })];

const handOver = {
  label: "Have us set it up",
  lead: "full-serve",
  thanks: "We call you within a day.",
} as const;

/** On a phone it is a pill until somebody opens it. */
const asked = { selfOpened: true };
const slot = { target: [{ css: "#slot" }] };

export const checklists: Chapter = {
  title: "Checklist",
  scenes: [
    { name: "checklist-fresh", title: "Nothing done yet", views: [aChecklist(fresh, asked)] },
    { name: "checklist-half", title: "Half done, one waits", views: [aChecklist(half, asked)] },
    { name: "checklist-optional", title: "An optional one is next", views: [aChecklist(later, asked)] },
    {
      name: "checklist-tick",
      title: "One has just been done",
      views: [aChecklist(half, asked)],
      acts: [{ do: "become", views: [aChecklist(later, asked)] }],
    },
    {
      name: "checklist-body",
      title: "With a word before",
      views: [aChecklist(half, asked, { body: "Most people send their first one **within a day**." })],
    },
    {
      name: "checklist-actions",
      title: "With buttons of its own",
      views: [aChecklist(half, asked, { actions: [handOver] })],
    },
    { name: "checklist-all", title: "All done", views: [aChecklist(over, asked)] },
    {
      name: "checklist-done",
      title: "Its gap is bridged",
      views: [aChecklist(half, asked)],
      acts: [{ do: "become", views: [aChecklist(over, { ...asked, phase: "done" })] }],
    },
    { name: "checklist-small", title: "Made small", views: [aChecklist(half, { minimised: true })] },
    { name: "checklist-slot", title: "In the page", views: [aChecklist(half, {}, slot)] },
    {
      name: "checklist-other",
      title: "Another one is opened",
      views: [aChecklist(half, asked)],
      acts: [press(".later button")],
    },
  ],
};

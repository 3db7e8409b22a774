import { aBanner, aLauncher, aModal } from "../views.ts";
import { type Chapter, press } from "./scene.ts";

const BACK = {
  title: "Good to see you, {{user.firstName|there}}.",
  body: "Two invoices are late.",
  actions: [
    { label: "See them", href: "#late" },
    { label: "Later", snooze: 3_600_000 },
  ],
};
const LEAD = {
  title: "You send more than 20 invoices a month.",
  actions: [
    { label: "Talk to us", lead: "full-serve", thanks: "We will write to you within a day." },
    { label: "Later", snooze: 3_600_000 },
  ],
} as const;
const slot = [{ css: "#slot" }];
const thanks = "Thank you. We will write to you within a day.";

export const banners: Chapter = {
  title: "Banner",
  scenes: [
    { name: "banner", title: "At the upper edge", views: [aBanner(BACK)] },
    {
      name: "banner-bottom",
      title: "At the lower one, off the field in use",
      views: [aBanner(BACK)],
      acts: [{ do: "focus", on: "#find" }],
    },
    {
      name: "banner-long",
      title: "With much to say",
      views: [
        aBanner({
          ...BACK,
          body: "Two invoices are late, and a third one is due tomorrow. A friendly word before the date helps most of them along.",
        }),
      ],
    },
    { name: "banner-lead", title: "Hands somebody on", views: [aBanner(LEAD)] },
    { name: "banner-thanks", title: "Thanks", views: [aBanner(LEAD, { thanks })] },
    { name: "banner-slot", title: "In the page", views: [aBanner({ ...BACK, target: slot })] },
    { name: "banner-why", title: "Why am I seeing this?", views: [aBanner(BACK)], acts: [press(".more")] },
  ],
};

const HABIT = {
  title: "Invoicing is a habit now. Bring the team.",
  body: "Three weeks out of four: that is when teams start to **save real time**.",
};
const ASK = {
  ...HABIT,
  actions: [
    { label: "Upgrade now", lead: "self-serve", href: "#upgrade" },
    { label: "Talk to us", lead: "full-serve", thanks: "We will write to you within a day." },
  ],
} as const;

export const modals: Chapter = {
  title: "Modal",
  scenes: [
    { name: "modal", title: "One thing to read", views: [aModal(HABIT)] },
    { name: "modal-lead", title: "Hands somebody on", views: [aModal(ASK)] },
    { name: "modal-thanks", title: "Thanks", views: [aModal(ASK, { thanks })] },
    {
      name: "modal-done",
      title: "Its gap is bridged",
      views: [aModal(HABIT, { selfOpened: true })],
      acts: [{ do: "become", views: [aModal(HABIT, { selfOpened: true, phase: "done" })] }],
    },
    { name: "modal-why", title: "Why am I seeing this?", views: [aModal(ASK)], acts: [press(".more")] },
  ],
};

export const launchers: Chapter = {
  title: "Launcher",
  scenes: [{ name: "launcher", title: "In the page", views: [aLauncher({ title: "Show me around" })] }],
};

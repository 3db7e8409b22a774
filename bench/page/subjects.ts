/** What is measured side by side, and what stands in its page. */

/** What takes part in a measurement; all do where it is left out. */
export type Measure = "size" | "start" | "show" | "unrest" | "growth" | "tracking";

export interface Subject {
  readonly name: string;
  /** The file in `pages` that stands in for a vendor's own lines. */
  readonly page: "milepost" | "driver" | "shepherd" | "flows" | "joyride" | "posthog" | "segment" | "nothing";
  /** The packages of whose version the results tell. */
  readonly packages: readonly string[];
  /** A style sheet that its page links, as its documentation says. */
  readonly css?: string;
  /** Milepost: the file that it starts from. */
  readonly config?: string;
  /** The page is measured when it is visited again. */
  readonly again?: boolean;
  readonly only?: readonly Measure[];
}

const GUIDES: readonly Measure[] = ["size", "start", "show", "unrest", "growth"];
const EVENTS: readonly Measure[] = ["size", "start", "tracking"];

/** What the others are over. */
export const NOTHING: Subject = { name: "nothing", page: "nothing", packages: [], only: ["start"] };

export const SUBJECTS: readonly Subject[] = [
  { name: "Milepost, a plan", page: "milepost", packages: [], config: "plan.json" },
  {
    name: "Milepost, asleep",
    page: "milepost",
    packages: [],
    config: "asleep.json",
    again: true,
    only: ["size", "start"],
  },
  {
    name: "Milepost, a plan, the page after",
    page: "milepost",
    packages: [],
    config: "plan.json",
    again: true,
    only: ["size", "start"],
  },
  {
    name: "Milepost, a config",
    page: "milepost",
    packages: [],
    config: "config.json",
    only: ["size", "start"],
  },
  {
    name: "Milepost, a plan, reporting",
    page: "milepost",
    packages: [],
    config: "reporting.json",
    only: ["size", "start", "growth", "tracking"],
  },
  {
    name: "Milepost, its endpoint dead",
    page: "milepost",
    packages: [],
    config: "dead.json",
    only: ["growth"],
  },
  {
    name: "Milepost, 200 milestones",
    page: "milepost",
    packages: [],
    config: "many.json",
    only: ["tracking"],
  },
  {
    name: "driver.js",
    page: "driver",
    packages: ["driver.js"],
    css: "driver.js/dist/driver.css",
    only: GUIDES,
  },
  {
    name: "Shepherd",
    page: "shepherd",
    packages: ["shepherd.js"],
    css: "shepherd.js/dist/css/shepherd.css",
    only: GUIDES,
  },
  {
    name: "Flows",
    page: "flows",
    packages: ["@flows/js", "@flows/js-components"],
    css: "@flows/js-components/dist/index.css",
    // It has no call that ends what it shows.
    only: GUIDES.filter((measure) => measure !== "growth"),
  },
  {
    name: "React Joyride, with React",
    page: "joyride",
    packages: ["react-joyride", "react-dom"],
    only: GUIDES,
  },
  { name: "PostHog", page: "posthog", packages: ["posthog-js"], only: EVENTS },
  { name: "Segment", page: "segment", packages: ["@segment/analytics-next"], only: EVENTS },
];

export const takesPart = ({ only }: Subject, measure: Measure): boolean => !only || only.includes(measure);

/** A page of a published kit: its script is `tests/hosts/pages/picker/NAME`. */
export interface Kit {
  readonly name: string;
  readonly entry: string;
}

/** What is built from packages that the repository has anyway: `npm test` runs them. */
export const OWN_KITS: readonly Kit[] = [
  { name: "Bootstrap", entry: "bootstrap.js" },
  { name: "Radix", entry: "radix.jsx" },
];

/** What is built from packages in tests/hosts/node_modules. */
export const LIBRARY_KITS: readonly Kit[] = [
  { name: "MUI", entry: "mui.jsx" },
  { name: "Ant Design", entry: "antd.jsx" },
  { name: "Mantine", entry: "mantine.jsx" },
  { name: "Headless UI", entry: "headless.jsx" },
  { name: "React Aria", entry: "aria.jsx" },
  { name: "PrimeVue", entry: "primevue.js" },
  { name: "Vuetify", entry: "vuetify.js" },
  { name: "Shoelace", entry: "shoelace.js" },
];

/** One of each on every page, by what a guide is put beside; `screen.js` says which. */
export const ELEMENTS = [
  "link",
  "icon button",
  "button",
  "tab",
  "text field",
  "select",
  "checkbox",
  "table cell",
  "icon button of a row",
  "menu item",
] as const;
export type ElementName = (typeof ELEMENTS)[number];

/** What a page becomes, and what then still has to be found. */
export const CHANGES = {
  "a reload": "/1/en",
  "a translation": "/1/de",
  "a new build": "/2/en",
  both: "/2/de",
  // Picked once more in the other language, for the same guide.
  "build, 2 picks": "/2/en",
  "both, 2 picks": "/2/de",
} as const;
export type Change = keyof typeof CHANGES;
/** Those for which the target was picked in both languages. */
export const PICKED_TWICE: readonly Change[] = ["build, 2 picks", "both, 2 picks"];
/** Where that is done the second time. */
export const TRANSLATED = CHANGES["a translation"];

import { allBut, type Host } from "./host.ts";
import { drawBoosted, drawBootstrap, drawFocusTrap, drawPlain, drawShoelace } from "./html.ts";

/** Past the last element of a page some browsers leave it: where a layer is the last, and nothing stands behind it. */
const LEAVES_PAGE = {
  "Tab stays in the dialog": "it does not bring the focus back from the browser's own bars",
  "Tab stays in the drawer": "it does not bring the focus back from the browser's own bars",
};

/** Where a browser does not know `closedby` yet, no press closes its own dialogs. */
const KNOWS_NO_CLOSEDBY = {
  "the dialog closes on a press beside it": "it does not know closedby",
  "the drawer closes on a press beside it": "it does not know closedby",
};

/** Found without us too: on a phone a press on the field leaves the focus on the layer's cross. */
const TAKES_NO_LETTERS = {
  "on a phone a tour in the dialog is pressed through, and its fields are typed in":
    "its fields take no letters",
  "on a phone a tour in the drawer is pressed through, and its fields are typed in":
    "its fields take no letters",
};

/** One whose dialogs silence the page beside them, and one that draws its whole body anew: `npm test` runs them. */
export const QUICK_HOSTS: readonly [Host, Host] = [
  {
    name: "Radix, with React",
    entry: "radix.jsx",
    has: allBut("combobox", "calendar", "tabs", "toast", "rows"),
  },
  {
    name: "Turbo",
    entry: "turbo.js",
    html: drawPlain,
    has: ["page", "bar", "loading", "routes", "redraw"],
  },
];

/** What is built from packages that the repository has anyway. */
export const OWN_HOSTS: readonly Host[] = [
  {
    name: "Bootstrap",
    entry: "bootstrap.js",
    html: drawBootstrap,
    has: allBut("combobox", "calendar", "rows", "routes", "redraw"),
    lacksIn: { firefox: LEAVES_PAGE },
  },
  {
    name: "Vue, with dialogs of the browser's",
    entry: "vuePlain.js",
    has: allBut("combobox", "calendar", "toast", "rows"),
    lacksIn: { webkit: KNOWS_NO_CLOSEDBY },
  },
  {
    name: "Svelte, with dialogs and popovers of the browser's",
    entry: "sveltePlain.js",
    has: allBut("combobox", "calendar", "rows"),
    lacksIn: { webkit: KNOWS_NO_CLOSEDBY },
  },
  {
    name: "htmx and idiomorph",
    entry: "htmx.js",
    html: drawBoosted,
    has: ["page", "bar", "loading", "routes", "redraw"],
  },
];

/** What is built from packages in tests/hosts/node_modules. */
export const LIBRARY_HOSTS: readonly Host[] = [
  {
    name: "MUI",
    entry: "mui.jsx",
    has: allBut(),
    parts: { "date-open": "main button[aria-label^=Choose]" },
  },
  {
    name: "Ant Design",
    entry: "antd.jsx",
    has: allBut(),
    parts: { option: ".ant-select-item-option", day: ".ant-picker-cell-in-view" },
    lacksIn: { firefox: LEAVES_PAGE },
  },
  { name: "Headless UI", entry: "headless.jsx", has: allBut("calendar", "toast") },
  {
    name: "React Aria Components",
    entry: "aria.jsx",
    has: allBut("toast"),
    parts: { combo: "input.city", "date-open": ".days-open", day: ".day" },
  },
  {
    name: "Mantine",
    entry: "mantine.jsx",
    has: allBut(),
    parts: { "menu-open": ".menu-open", day: "[class*=DatePickerInput-day]" },
    lacks: {
      "an Esc that is kept from the page leaves the dialog open": "it listens on the window before anybody",
      "an Esc that is kept from the page leaves the drawer open": "it listens on the window before anybody",
    },
  },
  {
    name: "PrimeVue",
    entry: "primevue.js",
    has: allBut(),
    parts: { day: ".p-datepicker-day", rows: ".p-virtualscroller" },
    lacks: {
      "what is put into the dialog as it opens makes nothing throw":
        "its focus trap looks behind what is put there, also where that is the last",
    },
  },
  {
    name: "Vuetify",
    entry: "vuetify.js",
    has: allBut(),
    parts: {
      option: ".v-overlay-container .v-list-item",
      "date-open": ".due input",
      day: ".v-date-picker-month__day button",
    },
  },
  {
    name: "Element Plus",
    entry: "element.js",
    has: allBut("rows"),
    parts: {
      "menu-open": ".menu-open",
      combo: ".city input",
      option: ".el-autocomplete-suggestion li",
      day: ".el-date-table td.available",
    },
  },
  {
    name: "Reka UI",
    entry: "reka.js",
    has: allBut(),
    parts: {
      "menu-open": ".menu-open",
      option: "[role=option]:not(#rows *)",
      "date-open": ".date-open",
      day: ".day",
    },
  },
  {
    name: "Angular Material",
    entry: "angular.js",
    has: allBut("toast", "rows"),
    parts: { "date-open": "main mat-datepicker-toggle button", day: ".mat-calendar-body-cell" },
  },
  {
    name: "Bits UI, with Svelte",
    entry: "bits.js",
    has: allBut("calendar", "toast", "rows"),
  },
  {
    name: "Shoelace",
    entry: "shoelace.js",
    html: drawShoelace,
    has: allBut("combobox", "calendar", "rows", "routes", "redraw"),
    lacksIn: { webkit: TAKES_NO_LETTERS },
  },
  {
    name: "focus-trap",
    entry: "focusTrap.js",
    html: drawFocusTrap,
    has: ["page", "bar", "dialog", "drawer", "loading"],
  },
];

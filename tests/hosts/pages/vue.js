import "./base.css";
import { createApp, nextTick } from "vue";
import { CITIES, FORMATS, note } from "./shared.js";

const fields = (
  of,
) => `<input id="${of}-name" aria-label="Name"> <input id="${of}-company" aria-label="Company">
<button id="${of}-save" type="button" @click="note('${of}', 'saved')">Save</button>`;

const page = (things, bar) => `<div :key="turn"><${bar} class="bar">
<button id="in-bar" type="button">Account</button>
<a id="second" href="/second" @click.prevent="go">Second</a></${bar}>
<main v-if="path === '/second'"><button id="on-second" type="button">Only here</button></main>
<main v-else><button id="target" type="button" @click="note('target', 'pressed')">New invoice</button>
<input id="own" aria-label="Search">${things(fields)}
<button id="load" type="button" @click="load">Load</button>
<div v-if="isLoading" class="loader">Loading</div>
<button id="below" type="button">Further down</button><div class="end"></div></main></div>`;

/**
 * Draws the page.
 * @param things a template of what the library has in it, given what draws the fields of a layer.
 * @param use adds the library to the app.
 */
export function mount({
  things,
  data = () => ({}),
  around = (inner) => inner,
  bar = "header",
  use = () => {},
}) {
  const app = createApp({
    template: around(page(things, bar)),
    data: () => ({
      path: location.pathname,
      turn: 0,
      isLoading: false,
      cities: CITIES,
      formats: FORMATS,
      ...data(),
    }),
    mounted() {
      window.loaded = () => {
        this.isLoading = false;
      };
      window.redraw = () => {
        this.turn++;
        return nextTick();
      };
      addEventListener("popstate", () => {
        this.path = location.pathname;
      });
    },
    methods: {
      note,
      load() {
        this.isLoading = true;
      },
      go() {
        history.pushState(null, "", "/second");
        this.path = "/second";
      },
    },
  });
  use(app);
  app.mount("#app");
}

import { createApp } from "vue";
import * as screen from "./screen.js";

const around = (inner) => (screen.isNew ? `<div :class="css('card')">${inner}</div>` : inner);

/** Draws the screen: each part is a template of the library's, in which `it` is what it draws. `use` adds the library. */
export function mount({ link, tool, button, menu, tabs, field, select, check, table, use = () => {} }) {
  const template = `<div :class="css('app')">
    <header :class="css('bar')"><nav class="line"><template v-for="it in LINKS" :key="it.key">${link}</template></nav>
      <div :class="css('tools')"><template v-for="it in TOOLS.map(toTool)" :key="it.key">${tool}</template></div></header>
    <main>${around(`<div class="line"><template v-for="it in BUTTONS" :key="it.key">${button}</template>
      <template v-for="it in [MORE]">${menu}</template></div>
      ${tabs}
      <form class="line"><template v-for="it in FIELDS" :key="it.key">${field}</template>
        <template v-for="it in [SELECT]">${select}</template><template v-for="it in [CHECK]">${check}</template></form>
      ${table((it) => `<template v-for="it in [${it}].map(toTool)">${tool}</template>`)}`)}</main></div>`;
  const app = createApp({
    template,
    data: () => ({
      ...screen,
      toTool: (one) => ({ ...one, icon: screen.icon(one.key ?? "actions") }),
      chosen: screen.SELECT.options[0],
      typed: "",
      isChecked: false,
      tab: "all",
    }),
    methods: { css: screen.css },
  });
  use(app);
  app.mount("#app");
}

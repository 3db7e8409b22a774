import "vuetify/styles";
import { createVuetify } from "vuetify";
import * as components from "vuetify/components";
import * as directives from "vuetify/directives";
import { mount } from "./vue.js";

mount({
  use: (app) => app.use(createVuetify({ components, directives })),
  around: (inner) => `<v-app>${inner}</v-app>`,
  data: () => ({
    dialog: false,
    drawer: false,
    toast: false,
    tab: "one",
    day: null,
    rows: [...Array(500).keys()],
  }),
  things: (fields) => `
    <v-btn id="dialog-open" @click="dialog = true">Open the dialog</v-btn>
    <v-dialog v-model="dialog" width="420"><v-card class="pa-6">${fields("dialog")}</v-card></v-dialog>
    <v-btn id="drawer-open" @click="drawer = true">Open the drawer</v-btn>
    <v-bottom-sheet v-model="drawer"><v-card class="pa-6">${fields("drawer")}</v-card></v-bottom-sheet>
    <v-menu><template #activator="{ props }"><v-btn id="menu-open" v-bind="props">Export</v-btn></template>
      <v-list><v-list-item v-for="name in formats" :key="name" class="entry" :title="name" @click="note('menu', name)" /></v-list></v-menu>
    <v-autocomplete id="combo" label="City" width="260" :items="cities" />
    <v-date-input class="due" label="Due" width="260" @update:model-value="note('date', $event.toDateString())" />
    <v-tabs v-model="tab"><v-tab id="tab-one" value="one">One</v-tab><v-tab id="tab-two" value="two">Two</v-tab></v-tabs>
    <v-window v-model="tab"><v-window-item value="one">First</v-window-item>
      <v-window-item value="two"><v-btn id="in-two">In two</v-btn></v-window-item></v-window>
    <v-btn id="toast-open" @click="toast = true">Toast</v-btn>
    <v-snackbar v-model="toast" :timeout="-1">Sent
      <template #actions><v-btn id="toast-undo" @click="note('toast', 'undone'), toast = false">Undo</v-btn></template></v-snackbar>
    <v-overlay :model-value="isLoading" persistent z-index="5000" class="align-center justify-center"><v-progress-circular indeterminate /></v-overlay>
    <v-virtual-scroll id="rows" :items="rows" height="160" width="320" item-height="40">
      <template #default="{ item }"><div :id="'row-' + item" style="height:40px">Invoice {{ item }}</div></template></v-virtual-scroll>`,
});

import "vuetify/styles";
import { createVuetify } from "vuetify";
import * as components from "vuetify/components";
import * as directives from "vuetify/directives";
import { mount } from "./vue.js";

mount({
  use: (app) => app.use(createVuetify({ components, directives })),
  link: `<v-btn variant="plain" :href="'/' + it.key" :data-mark="it.mark">{{ it.label }}</v-btn>`,
  tool: `<v-btn icon size="small" variant="text" :aria-label="it.label" :data-mark="it.mark"><span v-html="it.icon" /></v-btn>`,
  button: `<v-btn :color="it.key === 'create' ? 'primary' : undefined" :data-mark="it.mark">{{ it.label }}</v-btn>`,
  menu: `<v-menu><template #activator="{ props }"><v-btn v-bind="props" :data-mark="it.mark">{{ it.label }}</v-btn></template>
    <v-list><v-list-item v-for="one in ENTRIES" :key="one.key" link :title="one.label" :data-mark="one.mark && 'self ' + one.mark" /></v-list></v-menu>`,
  tabs: `<v-tabs v-model="tab"><v-tab v-for="it in TABS" :key="it.key" :value="it.key" :data-mark="it.mark">{{ it.label }}</v-tab></v-tabs>`,
  field: `<v-text-field width="200" :label="it.label" :data-mark="it.mark" />`,
  select: `<v-select width="200" v-model="chosen" :items="it.options" :label="it.label" :data-mark="it.mark" />`,
  check: `<v-checkbox v-model="isChecked" :label="it.label" :data-mark="it.mark" />`,
  table: (
    tool,
  ) => `<v-table><thead><tr><th v-for="it in COLUMNS" :key="it.key">{{ it.label }}</th></tr></thead>
    <tbody><tr v-for="row in ROWS" :key="row.number"><td v-for="it in row.cells" :key="it.key" :data-mark="it.mark">{{ it.text }}</td>
      <td>${tool("row.action")}</td></tr></tbody></v-table>`,
});

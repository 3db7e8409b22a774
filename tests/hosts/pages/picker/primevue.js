import Aura from "@primeuix/themes/aura";
import Button from "primevue/button";
import Checkbox from "primevue/checkbox";
import Column from "primevue/column";
import PrimeVue from "primevue/config";
import DataTable from "primevue/datatable";
import InputText from "primevue/inputtext";
import Menu from "primevue/menu";
import Select from "primevue/select";
import Tab from "primevue/tab";
import TabList from "primevue/tablist";
import Tabs from "primevue/tabs";
import { mount } from "./vue.js";

const parts = { Button, Checkbox, Column, DataTable, InputText, Menu, Select, Tab, TabList, Tabs };

mount({
  use(app) {
    app.use(PrimeVue, { theme: { preset: Aura } });
    for (const [name, part] of Object.entries(parts)) app.component(`P${name}`, part);
  },
  link: `<PButton as="a" variant="link" :href="'/' + it.key" :label="it.label" :data-mark="it.mark" />`,
  tool: `<PButton text :aria-label="it.label" :data-mark="it.mark"><span v-html="it.icon" /></PButton>`,
  button: `<PButton :label="it.label" :severity="it.key === 'create' ? undefined : 'secondary'" :data-mark="it.mark" />`,
  menu: `<PButton :label="it.label" severity="secondary" :data-mark="it.mark" @click="$refs.menu[0].toggle($event)" />
    <PMenu ref="menu" popup :model="ENTRIES" :pt="{ item: ({ context }) => ({ 'data-mark': context.item.mark && 'self ' + context.item.mark }) }" />`,
  tabs: `<PTabs value="all"><PTabList><PTab v-for="it in TABS" :key="it.key" :value="it.key" :data-mark="it.mark">{{ it.label }}</PTab></PTabList></PTabs>`,
  field: `<label :class="css('field')">{{ it.label }} <PInputText :data-mark="it.mark" /></label>`,
  select: `<PSelect v-model="chosen" :options="it.options" :aria-label="it.label" :data-mark="it.mark" />`,
  check: `<label :class="css('check')"><PCheckbox v-model="isChecked" binary :data-mark="it.mark" /> {{ it.label }}</label>`,
  table: (
    tool,
  ) => `<PDataTable :value="ROWS"><PColumn v-for="column in COLUMNS" :key="column.key" :header="column.label">
    <template #body="{ data }">${`<template v-if="column.key === 'actions'">${tool("data.action")}</template>`}
      <template v-else v-for="cell in data.cells.filter((one) => one.key === column.key)"><span :data-mark="cell.mark && 'up ' + cell.mark">{{ cell.text }}</span></template></template></PColumn></PDataTable>`,
});

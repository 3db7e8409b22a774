import Aura from "@primeuix/themes/aura";
import AutoComplete from "primevue/autocomplete";
import Button from "primevue/button";
import PrimeVue from "primevue/config";
import DatePicker from "primevue/datepicker";
import Dialog from "primevue/dialog";
import Drawer from "primevue/drawer";
import Menu from "primevue/menu";
import Tab from "primevue/tab";
import TabList from "primevue/tablist";
import TabPanel from "primevue/tabpanel";
import TabPanels from "primevue/tabpanels";
import Tabs from "primevue/tabs";
import Toast from "primevue/toast";
import ToastService from "primevue/toastservice";
import VirtualScroller from "primevue/virtualscroller";
import { note } from "./shared.js";
import { mount } from "./vue.js";

// Without its own loading screen: that stays for good where its last movement ends before its timer.
const parts = {
  AutoComplete,
  Button,
  DatePicker,
  Dialog,
  Drawer,
  Menu,
  Tab,
  TabList,
  TabPanel,
  TabPanels,
  Tabs,
  Toast,
  VirtualScroller,
};

mount({
  use(app) {
    app.use(PrimeVue, { theme: { preset: Aura, options: { darkModeSelector: ".dark" } } }).use(ToastService);
    for (const [name, part] of Object.entries(parts)) app.component(`P${name}`, part);
  },
  data: () => ({
    dialog: false,
    drawer: false,
    city: "",
    found: [],
    day: null,
    entries: ["CSV", "PDF", "XLS"].map((label) => ({
      label,
      class: "entry",
      command: () => note("menu", label),
    })),
    rows: [...Array(500).keys()],
  }),
  things: (fields) => `
    <PButton id="dialog-open" label="Open the dialog" @click="dialog = true" />
    <PDialog v-model:visible="dialog" modal dismissable-mask header="New contact">${fields("dialog")}</PDialog>
    <PButton id="drawer-open" label="Open the drawer" @click="drawer = true" />
    <PDrawer v-model:visible="drawer" position="right" header="New contact">${fields("drawer")}</PDrawer>
    <PButton id="menu-open" label="Export" aria-haspopup="true" @click="$refs.menu.toggle($event)" />
    <PMenu ref="menu" popup :model="entries" />
    <PAutoComplete input-id="combo" v-model="city" :suggestions="found" :delay="0"
      @complete="found = cities.filter((one) => one.startsWith($event.query))" />
    <PDatePicker input-id="date-open" v-model="day" @date-select="note('date', $event.toDateString())" />
    <PTabs value="one"><PTabList><PTab value="one"><span id="tab-one">One</span></PTab><PTab value="two"><span id="tab-two">Two</span></PTab></PTabList>
      <PTabPanels><PTabPanel value="one">First</PTabPanel><PTabPanel value="two"><PButton id="in-two" label="In two" /></PTabPanel></PTabPanels></PTabs>
    <PButton id="toast-open" label="Toast" @click="$toast.add({ summary: 'Sent' })" />
    <PToast><template #message><PButton id="toast-undo" label="Undo" @click="note('toast', 'undone'), $toast.removeAllGroups()" /></template></PToast>
    <PVirtualScroller :items="rows" :item-size="40" style="width:320px;height:160px">
      <template #item="{ item }"><div :id="'row-' + item" style="height:40px">Invoice {{ item }}</div></template></PVirtualScroller>`,
});

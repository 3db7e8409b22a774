import "element-plus/dist/index.css";
import ElementPlus, { ElMessage } from "element-plus";
import { h } from "vue";
import { note } from "./shared.js";
import { mount } from "./vue.js";

window.toast = () => {
  const undo = () => {
    note("toast", "undone");
    shown.close();
  };
  const shown = ElMessage({ duration: 0, message: h("button", { id: "toast-undo", onClick: undo }, "Undo") });
};

mount({
  use: (app) => app.use(ElementPlus),
  data: () => ({ dialog: false, drawer: false, city: "", day: "", tab: "one", toast: window.toast }),
  things: (fields) => `
    <el-button id="dialog-open" @click="dialog = true">Open the dialog</el-button>
    <el-dialog v-model="dialog" title="New contact" width="min(460px, 90vw)">${fields("dialog")}</el-dialog>
    <el-button id="drawer-open" @click="drawer = true">Open the drawer</el-button>
    <el-drawer v-model="drawer" size="min(390px, 85vw)" title="New contact">${fields("drawer")}</el-drawer>
    <el-dropdown trigger="click" placement="bottom-start" @command="note('menu', $event)"><el-button class="menu-open">Export</el-button>
      <template #dropdown><el-dropdown-menu>
        <el-dropdown-item v-for="name in formats" :key="name" class="entry" :command="name">{{ name }}</el-dropdown-item>
      </el-dropdown-menu></template></el-dropdown>
    <el-autocomplete class="city" v-model="city" :debounce="0"
      :fetch-suggestions="(typed, done) => done(cities.filter((one) => one.startsWith(typed)).map((value) => ({ value })))" />
    <el-date-picker id="date-open" v-model="day" type="date" @change="note('date', $event.toDateString())" />
    <el-tabs v-model="tab"><el-tab-pane name="one" label="One">First</el-tab-pane><el-tab-pane name="two" label="Two"><el-button id="in-two">In two</el-button></el-tab-pane></el-tabs>
    <el-button id="toast-open" @click="toast">Toast</el-button>
    <div v-if="isLoading" v-loading.fullscreen.lock="true" />`,
});

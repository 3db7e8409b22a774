import "@shoelace-style/shoelace/dist/themes/light.css";
import "@shoelace-style/shoelace/dist/components/button/button.js";
import "@shoelace-style/shoelace/dist/components/checkbox/checkbox.js";
import "@shoelace-style/shoelace/dist/components/dropdown/dropdown.js";
import "@shoelace-style/shoelace/dist/components/input/input.js";
import "@shoelace-style/shoelace/dist/components/menu/menu.js";
import "@shoelace-style/shoelace/dist/components/menu-item/menu-item.js";
import "@shoelace-style/shoelace/dist/components/option/option.js";
import "@shoelace-style/shoelace/dist/components/select/select.js";
import "@shoelace-style/shoelace/dist/components/tab/tab.js";
import "@shoelace-style/shoelace/dist/components/tab-group/tab-group.js";
import { mount } from "./markup.js";

mount({
  link: ({ key, label }, mark) => `<sl-button variant="text" href="/${key}" ${mark}>${label}</sl-button>`,
  tool: ({ label }, mark, icon) =>
    `<sl-button variant="text" ${mark}>${icon.replace(`aria-hidden="true"`, `role="img" aria-label="${label}"`)}</sl-button>`,
  button: ({ label }, mark, isMain) =>
    `<sl-button variant="${isMain ? "primary" : "default"}" ${mark}>${label}</sl-button>`,
  menu: (
    { label },
    mark,
    entries,
  ) => `<sl-dropdown><sl-button slot="trigger" caret ${mark}>${label}</sl-button>
    <sl-menu>${entries((one, its) => `<sl-menu-item ${its}>${one.label}</sl-menu-item>`)}</sl-menu></sl-dropdown>`,
  tabs: (draw) =>
    `<sl-tab-group>${draw(({ label }, mark) => `<sl-tab slot="nav" ${mark}>${label}</sl-tab>`)}</sl-tab-group>`,
  field: ({ label }, mark) => `<sl-input label="${label}" ${mark}></sl-input>`,
  select: ({ label, options: [first] }, mark, options) =>
    `<sl-select label="${label}" value="${first}" ${mark}>${options((one) => `<sl-option value="${one}">${one}</sl-option>`)}</sl-select>`,
  check: ({ label }, mark) => `<sl-checkbox ${mark}>${label}</sl-checkbox>`,
});

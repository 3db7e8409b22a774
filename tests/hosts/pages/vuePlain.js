import { mount } from "./vue.js";

const menu = "position:absolute;z-index:5;left:0;top:100%;width:160px;background:#fff;border:1px solid";

mount({
  data: () => ({ isOpen: false, tab: 1 }),
  things: (fields) => `
    <button id="dialog-open" type="button" @click="$refs.dialog.showModal()">Open the dialog</button>
    <Teleport to="body"><dialog ref="dialog" closedby="any" class="dialog-box" style="margin:0">${fields("dialog")}</dialog></Teleport>
    <button id="drawer-open" type="button" @click="$refs.drawer.showModal()">Open the drawer</button>
    <Teleport to="body"><dialog ref="drawer" closedby="any" class="drawer-box" style="margin:0;height:100vh;max-height:none">${fields("drawer")}</dialog></Teleport>
    <div style="position:relative"><button id="menu-open" type="button" aria-haspopup="menu" :aria-expanded="isOpen" @click.stop="isOpen = !isOpen">Export</button>
      <Transition><div v-if="isOpen" role="menu" aria-labelledby="menu-open" style="${menu}">
      <div v-for="name in formats" role="menuitem" class="entry" @click="note('menu', name), isOpen = false">{{ name }}</div>
    </div></Transition></div>
    <div role="tablist"><button v-for="(name, at) in ['one', 'two']" role="tab" :id="'tab-' + name" @click="tab = at + 1">{{ name }}</button></div>
    <KeepAlive><component :is="tab === 1 ? 'p' : 'div'"><button v-if="tab === 2" id="in-two">In two</button></component></KeepAlive>`,
});

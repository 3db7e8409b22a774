import { FORMATS } from "./names.ts";

/** The page of a path as a server draws it. `things` is what the library has in it, `layers` what is beside it. */
const drawPage = (path: string, things = "", layers = ""): string => `<header class="bar">
<button id="in-bar" type="button">Account</button> <a id="second" href="/second">Second</a></header>
<main>${
  path === "/second"
    ? `<button id="on-second" type="button">Only here</button>`
    : `<button id="target" type="button" data-does="target pressed">New invoice</button>
<input id="own" aria-label="Search">${things}
<button id="load" type="button">Load</button>
<button id="below" type="button">Further down</button><div class="end"></div>`
}</main>${layers}`;

/** What stands in a dialog or a drawer. */
const fields = (of: string): string =>
  `<input id="${of}-name" aria-label="Name"> <input id="${of}-company" aria-label="Company">
<button id="${of}-save" type="button" data-does="${of} saved">Save</button>`;

const entries = (draw: (given: string, name: string) => string): string =>
  FORMATS.map((name) => draw(`class="entry" data-does="menu ${name}"`, name)).join("");

export const drawPlain = (path: string): string => drawPage(path);

/** Each link brings in another body, and leaves the document as it is. */
export const drawBoosted = (path: string): string =>
  drawPage(path).replaceAll("<a ", `<a hx-boost="true" hx-target="body" `);

export const drawBootstrap = (path: string): string =>
  drawPage(
    path,
    `<button id="dialog-open" class="btn btn-primary" data-bs-toggle="modal" data-bs-target="#dialog">Open the dialog</button>
<button id="drawer-open" class="btn" data-bs-toggle="offcanvas" data-bs-target="#drawer">Open the drawer</button>
<div class="dropdown"><button id="menu-open" class="btn dropdown-toggle" data-bs-toggle="dropdown" aria-expanded="false">Export</button>
<ul class="dropdown-menu">${entries((given, name) => `<li><button ${given.replace("entry", "entry dropdown-item")}>${name}</button></li>`)}</ul></div>
<ul class="nav nav-tabs" role="tablist"><li class="nav-item"><button id="tab-one" class="nav-link active" data-bs-toggle="tab" data-bs-target="#one">One</button></li>
<li class="nav-item"><button id="tab-two" class="nav-link" data-bs-toggle="tab" data-bs-target="#two">Two</button></li></ul>
<div class="tab-content"><div id="one" class="tab-pane fade show active">First</div>
<div id="two" class="tab-pane fade"><button id="in-two" class="btn">In two</button></div></div>
<button id="toast-open" class="btn">Toast</button>`,
    `<div class="modal fade" id="dialog" tabindex="-1"><div class="modal-dialog"><div class="modal-content"><div class="modal-body">${fields("dialog")}</div></div></div></div>
<div class="offcanvas offcanvas-end" id="drawer" tabindex="-1"><div class="offcanvas-body">${fields("drawer")}</div></div>
<div class="toast-container position-fixed bottom-0 start-0 p-3"><div id="toast" class="toast" role="status"><div class="toast-body">Sent
<button id="toast-undo" class="btn btn-sm" data-does="toast undone">Undo</button></div></div></div>`,
  );

export const drawShoelace = (path: string): string =>
  drawPage(
    path,
    `<sl-button id="dialog-open">Open the dialog</sl-button>
<sl-dialog id="dialog" label="New contact">${fields("dialog")}</sl-dialog>
<sl-button id="drawer-open">Open the drawer</sl-button>
<sl-drawer id="drawer" label="New contact">${fields("drawer")}</sl-drawer>
<sl-dropdown><sl-button id="menu-open" slot="trigger" caret>Export</sl-button>
<sl-menu>${entries((given, name) => `<sl-menu-item ${given}>${name}</sl-menu-item>`)}</sl-menu></sl-dropdown>
<sl-tab-group><sl-tab id="tab-one" slot="nav" panel="one">One</sl-tab><sl-tab id="tab-two" slot="nav" panel="two">Two</sl-tab>
<sl-tab-panel name="one">First</sl-tab-panel><sl-tab-panel name="two"><sl-button id="in-two">In two</sl-button></sl-tab-panel></sl-tab-group>
<sl-button id="toast-open">Toast</sl-button>
<sl-alert id="toast" closable>Sent <sl-button id="toast-undo" size="small" data-does="toast undone">Undo</sl-button></sl-alert>`,
  );

const layer = (of: string): string =>
  `<button id="${of}-open" type="button">Open the ${of}</button>
<div id="${of}" class="${of}-box" role="dialog" aria-modal="true" aria-label="New contact" hidden>${fields(of)}</div>`;

export const drawFocusTrap = (path: string): string => drawPage(path, layer("dialog") + layer("drawer"));

import * as screen from "./screen.js";

const { css, isNew, icon } = screen;
const text = (given) => given.replaceAll("&", "&amp;");
const mark = (name) => (name ? `data-mark="${name}"` : "");
const each = (list, draw) => list.map(draw).join("");

/** Draws the screen as a server would: each part makes the HTML of what it is given. */
export function mount({ link, tool, button, menu, tabs, field, select, check }) {
  const table = `<table class="table ${css("table")}"><thead><tr>${each(screen.COLUMNS, (one) => `<th>${one.label}</th>`)}</tr></thead>
    <tbody>${each(
      screen.ROWS,
      ({ cells, action }) =>
        `<tr>${each(cells, (one) => `<td ${mark(one.mark)}>${text(one.text)}</td>`)}<td>${tool(action, mark(action.mark), icon("actions"))}</td></tr>`,
    )}</tbody></table>`;
  const inner = `<div class="line">${each(screen.BUTTONS, (one) => button(one, mark(one.mark), one.key === "create"))}
    ${menu(screen.MORE, mark(screen.MORE.mark), (draw) => each(screen.ENTRIES, (one) => draw(one, mark(one.mark))))}</div>
    ${tabs((draw) => each(screen.TABS, (one, i) => draw(one, mark(one.mark), i === 0)))}
    <form class="line">${each(screen.FIELDS, (one) => field(one, mark(one.mark)))}
    ${select(screen.SELECT, mark(screen.SELECT.mark), (draw) => each(screen.SELECT.options, draw))}
    ${check(screen.CHECK, mark(screen.CHECK.mark))}</form>${table}`;
  document.getElementById("app").innerHTML = `<div class="${css("app")}"><header class="${css("bar")}">
    <nav class="line">${each(screen.LINKS, (one) => link(one, mark(one.mark)))}</nav>
    <div class="${css("tools")}">${each(screen.TOOLS, (one) => tool(one, mark(one.mark), icon(one.key)))}</div></header>
    <main>${isNew ? `<div class="${css("card")}">${inner}</div>` : inner}</main></div>`;
}

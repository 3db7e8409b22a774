import "bootstrap/dist/css/bootstrap.min.css";
import "bootstrap/dist/js/bootstrap.bundle.min.js";
import { mount } from "./markup.js";
import { css } from "./screen.js";

mount({
  link: ({ key, label }, mark) => `<a class="nav-link" href="/${key}" ${mark}>${label}</a>`,
  tool: ({ label }, mark, icon) =>
    `<button type="button" class="btn btn-light" aria-label="${label}" ${mark}>${icon}</button>`,
  button: ({ label }, mark, isMain) =>
    `<button type="button" class="btn btn-${isMain ? "primary" : "secondary"}" ${mark}>${label}</button>`,
  menu: ({ label }, mark, entries) => `<div class="dropdown">
    <button type="button" class="btn dropdown-toggle" data-bs-toggle="dropdown" aria-expanded="false" ${mark}>${label}</button>
    <ul class="dropdown-menu">${entries((one, its) => `<li><button type="button" class="dropdown-item" ${its}>${one.label}</button></li>`)}</ul></div>`,
  tabs: (draw) =>
    `<ul class="nav nav-tabs" role="tablist">${draw(
      ({ label }, mark, isFirst) =>
        `<li class="nav-item" role="presentation"><button type="button" role="tab" class="nav-link${isFirst ? " active" : ""}" ${mark}>${label}</button></li>`,
    )}</ul>`,
  field: ({ label }, mark) =>
    `<label class="form-label ${css("field")}">${label} <input class="form-control" ${mark}></label>`,
  select: ({ label }, mark, options) =>
    `<label class="form-label">${label} <select class="form-select" ${mark}>${options((one) => `<option>${one}</option>`)}</select></label>`,
  check: ({ label }, mark) =>
    `<label class="form-check-label"><input type="checkbox" class="form-check-input" ${mark}> ${label}</label>`,
});

import "./drawn.js";
import htmx from "htmx.org";
import { Idiomorph } from "idiomorph";

window.htmx = htmx;
window.redraw = async () => {
  const text = await (await fetch(location.href)).text();
  const { body } = new DOMParser().parseFromString(text, "text/html");
  // A target that is the same stays as it is; here it is to be another one.
  document.getElementById("target").id = "former";
  Idiomorph.morph(document.body, body);
};

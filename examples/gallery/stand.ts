/**
 * One scene in a page of a product: what is in the gallery's frame. Its address says which, and how. Behind a `#` the
 * scene can change without another page.
 */
import { mount } from "milepost/widgets";
import { play } from "./play.ts";
import { SCENES } from "./scenes/all.ts";
import { createTheatre } from "./stage.ts";

const asked = new URLSearchParams(location.search);
const { documentElement: page } = document;

page.dir = asked.get("dir") ?? "ltr";
page.dataset.mode = asked.get("mode") ?? "auto";
const theme = asked.get("theme") ?? "calm";
if (theme !== "calm") await link(`/themes/${theme}.css`);
const accent = asked.get("accent");
if (accent) page.style.setProperty("--milepost-accent", accent);

let leave = (): void => {};
addEventListener("hashchange", () => void stand());
await stand();

async function stand(): Promise<void> {
  const wanted = location.hash.slice(1) || asked.get("scene");
  const scene = SCENES.find(({ name }) => name === wanted) ?? SCENES[0]!;
  leave();
  delete page.dataset.stands;
  scrollTo({ top: 0, behavior: "instant" });
  document.title = scene.title;
  const theatre = createTheatre([asked.get("lang") ?? "en"]);
  leave = mount(theatre);
  theatre.show(scene.views);
  await play(scene.acts ?? [], theatre.show);
  // Whoever takes a picture waits for this.
  page.dataset.stands = scene.name;
}

function link(href: string): Promise<void> {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(sheet);
  return new Promise((resolve, reject) => {
    sheet.onload = () => resolve();
    sheet.onerror = () => reject(new Error(`No such theme: ${href}`));
  });
}

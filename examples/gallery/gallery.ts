/** Every kind of guide in every state, by links. The address says what is seen, so that it can be passed on. */
import { CHAPTERS, SCENES } from "./scenes/all.ts";

/** What can be chosen for all scenes; the first is the default. */
const CHOICES = {
  theme: ["calm", "sharp", "warm"],
  mode: ["auto", "light", "dark"],
  dir: ["ltr", "rtl"],
  width: ["desk", "phone"],
  lang: ["en", "de"],
} as const;
type Choice = keyof typeof CHOICES;
const NAMES = Object.keys(CHOICES) as Choice[];

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector)!;
const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: Partial<HTMLElementTagNameMap[K]>,
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] => {
  const element = Object.assign(document.createElement(tag), given);
  element.append(...children);
  return element;
};

const read = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));

/** The address with one thing changed. */
function address(name: string, value: string): string {
  const asked = read();
  asked.set(name, value);
  return `#${asked}`;
}

function draw(): void {
  const asked = read();
  const scene = asked.get("scene") ?? SCENES[0]!.name;
  const chosen = (name: Choice): string => asked.get(name) ?? CHOICES[name][0];
  drawScenes(scene);
  drawChoices(chosen);
  const frame = find<HTMLIFrameElement>("iframe");
  frame.dataset.width = chosen("width");
  const wanted = new URLSearchParams({
    scene,
    ...Object.fromEntries(NAMES.map((name) => [name, chosen(name)])),
  });
  // Turning from scene to scene is this page's history, not the frame's.
  frame.contentWindow?.location.replace(`/stand?${wanted}`);
}

function drawScenes(current: string): void {
  const lists = CHAPTERS.flatMap(({ title, scenes }) => [
    make("h2", { textContent: title }),
    make(
      "ul",
      {},
      ...scenes.map(({ name, title: label }) =>
        make("li", {}, link(label, address("scene", name), name === current)),
      ),
    ),
  ]);
  find("nav").replaceChildren(make("h1", { textContent: "Gallery" }), ...lists);
}

function drawChoices(chosen: (name: Choice) => string): void {
  const groups = NAMES.map((name) =>
    make("p", {}, ...CHOICES[name].map((value) => link(value, address(name, value), chosen(name) === value))),
  );
  find(".looks").replaceChildren(...groups);
}

function link(textContent: string, href: string, isCurrent: boolean): HTMLAnchorElement {
  const made = make("a", { textContent, href });
  if (isCurrent) made.ariaCurrent = "true";
  return made;
}

addEventListener("hashchange", draw);
draw();

import type { Arrival } from "../database/arrivals.ts";
import type { About, Overview } from "../overview/getOverview.ts";
import { getById } from "./dom.ts";
import { drawSteps } from "./journey.ts";
import { showMadeUp, showSample } from "./madeUp.ts";
import { getSentence } from "./sentence.ts";
import { drawStart } from "./start.ts";
import { addArrivals } from "./stream.ts";
import { formatCount } from "./words.ts";

type State = Overview & About;

const STATES = { connecting: "Connecting", live: "Live", lost: "Connection lost, trying again" } as const;

/**
 * Shows what arrives as it arrives, beside what the figures say.
 * @param onChange Called when figures may have changed.
 */
export function startLive(onChange: () => void): void {
  const list = getById("stream");
  const stream = new EventSource("/live");
  stream.addEventListener("open", () => showStatus("live"));
  stream.addEventListener("error", () => showStatus("lost"));
  stream.addEventListener("rows", ({ data }: MessageEvent<string>) => {
    const first = list.children.length === 0;
    addArrivals(list, JSON.parse(data) as Arrival[], !first);
  });
  stream.addEventListener("anew", ({ data }: MessageEvent<string>) => {
    list.replaceChildren();
    addArrivals(list, JSON.parse(data) as Arrival[], false);
  });
  stream.addEventListener("overview", ({ data }: MessageEvent<string>) =>
    showState(JSON.parse(data) as State),
  );
  stream.addEventListener("figures", onChange);
  for (const input of document.querySelectorAll<HTMLInputElement>("input[name=only]")) {
    input.addEventListener("change", () => {
      list.dataset.only = input.value;
    });
  }
}

function showStatus(state: keyof typeof STATES): void {
  const status = getById("status");
  status.dataset.state = state;
  status.textContent = STATES[state];
}

function showState(state: State): void {
  const empty = state.events === 0;
  if (state.title !== null) {
    getById("title").textContent = state.title;
    document.title = `${state.title} · Mission Control`;
  }
  const place = getById("place");
  place.textContent = state.place;
  place.hidden = false;
  showSample(state);
  showMadeUp(state);
  getById("sentence").replaceChildren(...getSentence(state));
  if (empty) getById("start-steps").replaceChildren(...drawStart(state));
  else drawSteps(getById("steps"), state);
  getById("journey-note").textContent = formatCount(state.events, "event", "events");
  getById("start").hidden = !empty;
  getById("journey").hidden = empty;
  getById("arrivals").hidden = empty;
  getById("live").setAttribute("aria-busy", "false");
}

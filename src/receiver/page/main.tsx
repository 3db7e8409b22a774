import { Fragment, h, render } from "preact";
import { useEffect, useReducer } from "preact/hooks";
import { type Place, readPlace, toAddress } from "./address.ts";
import { App } from "./app.tsx";
import { getById } from "./dom.ts";
import { createFigures } from "./figures.ts";
import { tellView } from "./guided.ts";
import { startLive } from "./live.ts";
import { Wait } from "./parts/states.tsx";

/** Milliseconds between two looks at what has changed: figures that change under the eye cannot be read. */
const PACE = 2_000;

let draw = (): void => {};
const { link } = readPlace(location.search);
const figures = createFigures(() => draw(), link);
// What arrives is not for who came by a link: they see figures as of when they came.
if (link === "") startLive(createPaced(figures.refresh));
else showLinked();
render(h(Page, {}), getById("desk"));

/** The address says what is shown; whatever is chosen becomes the address. */
function Page() {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  draw = () => redraw(0);
  const place = readPlace(location.search);
  useEffect(() => {
    addEventListener("popstate", draw);
    return () => removeEventListener("popstate", draw);
  }, []);
  const go = (to: Partial<Place>): void => {
    const isOther = to.screen !== undefined && to.screen !== place.screen;
    history.pushState(null, "", toAddress({ ...place, ...to }));
    draw();
    if (isOther) scrollTo(0, 0);
  };
  const known = figures.getIndex();
  // A receiver without a config has no figures, and shows what arrives.
  const isBare = known.state === "known" && known.value.plan === null;
  useEffect(() => tellView(place.screen), [place.screen]);
  useEffect(() => {
    getById("live").hidden = !isBare && (known.state !== "known" || place.screen !== "live");
  });
  if (isBare) return <Fragment />;
  return (
    <Wait known={known} onRetry={figures.refresh}>
      {({ plan, ...index }) =>
        plan && <App figures={figures} place={place} index={{ ...index, plan }} go={go} />
      }
    </Wait>
  );
}

/** Nothing of the page's head is true of who came by a link. */
function showLinked(): void {
  getById("status").textContent = "Read only, by a link";
  getById("status").dataset.state = "linked";
}

/** Calls `work` at once, and then not again before some time has gone by: what comes in between becomes one call. */
function createPaced(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWaiting = false;
  return function ask(): void {
    if (timer !== undefined) {
      isWaiting = true;
      return;
    }
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (isWaiting) ask();
      isWaiting = false;
    }, PACE);
  };
}

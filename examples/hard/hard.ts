import { startPlaces } from "./places.ts";

interface Guiding {
  start(guide: string): void;
  end(): void;
}

// Calls may come before the script does: they wait.
const host = window as unknown as { milepost: Guiding | Array<readonly string[]> };
host.milepost ??= [];
const places = startPlaces();

document.addEventListener("click", ({ target }) => {
  const { dataset } = (target as Element).closest<HTMLElement>("[data-case]") ?? {};
  if (dataset?.case === undefined) return;
  const { milepost } = host;
  if ("start" in milepost) milepost.end();
  places[dataset.case]?.();
  if ("start" in milepost) milepost.start(dataset.case);
  else milepost.push(["start", dataset.case]);
});

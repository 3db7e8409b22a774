/** What Milepost gives a page; it is not there where guidance is switched off. */
interface Guide {
  track(event: string, properties: Readonly<Record<string, string>>): void;
}

const getGuide = (): Guide | undefined => (globalThis as { readonly milepost?: Guide }).milepost;

let last = "";

/** Tells Milepost which view is open: by that it knows what of this page somebody has not seen yet. Nothing leaves it. */
export function tellView(view: string): void {
  if (view === last) return;
  last = view;
  getGuide()?.track("View Opened", { view });
}

/** Somebody has taken the command for an owner's link with them. */
export const tellLink = (): void => getGuide()?.track("Link Copied", {});

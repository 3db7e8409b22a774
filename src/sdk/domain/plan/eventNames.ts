/** The name under which views of pages are counted: no event of a page's can have it. */
export const PAGE_VIEW = "";
/** Any of the page's own events. */
export const ANY_EVENT = "*";

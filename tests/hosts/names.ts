/** What the hosts' menus offer, and their comboboxes. */
export const FORMATS = ["CSV", "PDF", "XLS"] as const;
export const CITIES = ["Lisbon", "London", "Lyon", "Madrid", "Oslo", "Paris", "Prague", "Rome"] as const;

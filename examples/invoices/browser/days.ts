/** Days as `2026-11-30`, in the reader's own calendar. They sort and compare as they are. */
export function getDay(date = new Date()): string {
  const month = String(date.getMonth() + 1).padStart(2, "0");
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, "0")}`;
}

export function addDays(day: string, days: number): string {
  const date = toDate(day);
  date.setDate(date.getDate() + days);
  return getDay(date);
}

/** Whole days from one to the other; negative when `to` is before `from`. */
export function countDays(from: string, to: string): number {
  // Rounded, since a day of the change to summer time has 23 hours.
  return Math.round((toDate(to).getTime() - toDate(from).getTime()) / 86_400_000);
}

/** "30 Nov 2026" */
export function formatDay(day: string): string {
  return toDate(day).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}

/** "Nov 2026", of the month that a day begins with. */
export function formatMonth(day: string): string {
  return toDate(`${day.slice(0, 7)}-01`).toLocaleDateString("en-GB", { month: "short", year: "numeric" });
}

function toDate(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}

import { dates } from "./dates.ts";
import { lapses } from "./lapses.ts";
import { now } from "./now.ts";
import { periods } from "./periods.ts";

/** Habits and dates: plans that need one of these mostly need another. */
export const TIME_FEATURES = { dates, now, periods, lapses };

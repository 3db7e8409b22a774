import type { Told } from "./check.ts";
import { getLines } from "./source/lines.ts";

/** Lines of the file that are shown before the one in question. */
const BEFORE = 2;
/** Columns of a frame: a config on one line is not printed whole. */
const WIDTH = 100;

/**
 * One finding for somebody who reads it: its place, what is so, and the lines around it with the part in question
 * underlined.
 */
export function formatTold(told: Told): string {
  const { severity, path, message, file, line, column } = told;
  const head = `${file.name}:${line}:${column}: ${severity}: ${path ? `${path}: ` : ""}${message}`;
  return file.text === "" ? head : `${head}\n${createFrame(told)}`;
}

/** The lines around a finding, with the part in question underlined. */
export function createFrame({ file, line, column, length }: Told): string {
  const first = Math.max(1, line - BEFORE);
  const lines = getLines(file, first, line);
  // The same columns of all lines, so that they stand below each other as they do in the file.
  const left = Math.max(0, column - 1 - (WIDTH >> 1));
  const start = column - 1 - left < WIDTH - length ? Math.max(0, column + length - 1 - WIDTH) : left;
  const gutter = `${line}`.length;
  const shown = lines.map((each, i) => {
    const cut = toColumns(each).slice(start, start + WIDTH);
    return `  ${`${first + i}`.padStart(gutter)} | ${cut}`.trimEnd();
  });
  const room = Math.min(WIDTH, toColumns(lines.at(-1)!).length - start) - (column - 1 - start);
  const caret = "^".repeat(Math.max(1, Math.min(length, room)));
  return [...shown, `  ${" ".repeat(gutter)} | ${" ".repeat(column - 1 - start)}${caret}`].join("\n");
}

/** Each unit one column wide. What a terminal would act upon is seen in place of that. */
const toColumns = (line: string): string => line.replaceAll("\t", " ").replaceAll(/\p{Cc}/gu, "\u00b7");

/** As GitHub's runners read it: the finding beside its line in a pull request. */
export function formatAnnotation({ severity, path, message, file, line, column }: Told): string {
  const write = (text: string): string =>
    text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (text: string): string => write(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const place = `file=${property(file.name)},line=${line},col=${column}`;
  return `::${severity} ${place},title=${property(path || "milepost")}::${write(message)}`;
}

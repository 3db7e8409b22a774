import type { Plugin } from "rollup";

export function callsAtStart(file: string): Plugin;
/** @param called First and last places of the functions that are to be compiled at once, as `12-34`. */
export function compileAtOnce(code: string, program: object, called: ReadonlySet<string>): string;

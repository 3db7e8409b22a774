/** A table as rows of cells; the first row has the names. */
export type Cells = ReadonlyArray<readonly string[]>;

/** What a spreadsheet would take for a formula, also behind spaces. */
const FORMULA = /^\s*[=+\-@\t\r|]/;
const NUMBER = /^[+-]?\d[\d.,]*( %)?$/;

/**
 * A table as CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises; a
 * number with its sign stays one.
 */
export const toCsv = (cells: Cells): string =>
  cells.map((row) => row.map((cell) => quote(toSafe(cell))).join(",")).join("\r\n");

const toSafe = (cell: string): string => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);
const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

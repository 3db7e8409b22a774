/** `error`: it does not work, or nobody could have meant it. `warning`: it works, and is probably not what was meant. */
export type Severity = "error" | "warning";

/** One thing to say of a config. */
export interface Finding {
  readonly severity: Severity;
  /** Where: `gaps.no-first-invoice.opens.within`; empty for the whole. */
  readonly path: string;
  /** What was found there, and what was expected. */
  readonly message: string;
}

/** Where that stands in the file. */
export interface Span {
  /** In UTF-16 units from the file's start, as `length`. */
  readonly offset: number;
  readonly length: number;
}

export type Path = ReadonlyArray<string | number>;

export const createFinding = (severity: Severity, path: Path, message: string): Finding => ({
  severity,
  path: path.join("."),
  message,
});

export const warn = (path: Path, message: string): Finding => createFinding("warning", path, message);
export const fail = (path: Path, message: string): Finding => createFinding("error", path, message);

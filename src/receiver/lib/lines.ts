/** How a line of the log looks: for who reads it, or an object for what collects it. */
export type LogFormat = "text" | "json";

export type Level = "info" | "error";

/** Writes a line, or what begins with one. Nothing that somebody sent is in it, but for ids of who was looked at. */
export type WriteLine = (text: string, level?: Level) => void;

export interface LinesOptions {
  /** @default "text" */
  readonly logFormat?: LogFormat | undefined;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** @param print Takes a line. @default the process's error output, which keeps its other output free */
export function createLines(
  { logFormat = "text", now = Date.now }: LinesOptions,
  print: (line: string) => void = (line) => console.error(line),
): WriteLine {
  if (logFormat === "text") return (text) => print(text);
  return (text, level = "info") => {
    const [message, ...rest] = text.split("\n");
    const detail = rest.length > 0 ? { detail: rest.map((line) => line.trim()) } : {};
    print(JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...detail }));
  };
}

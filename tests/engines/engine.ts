/** A key as `KeyboardEvent.key` names it, with Shift before it or not. */
export type Key =
  | "Tab"
  | "Shift+Tab"
  | "Escape"
  | "Enter"
  | " "
  | "ArrowLeft"
  | "ArrowRight"
  | "ArrowDown"
  | "a"
  | "/";

/** A window of a browser: all that the suites ask of one. */
export interface EnginePage {
  /** Resolves once the page has loaded. */
  goto(url: string): Promise<void>;
  /** Runs in the page: it sees what it is given, and nothing of what is around it here. */
  evaluate<T>(run: () => T | Promise<T>): Promise<T>;
  evaluate<T, G>(run: (given: G) => T | Promise<T>, given: G): Promise<T>;
  /** Presses and lets go, as a person would: the browser does what it does for the key. */
  press(key: Key): Promise<void>;
  /** Presses the mouse at a point of the page's window, in CSS pixels. */
  click(x: number, y: number): Promise<void>;
  /** What is seen of the page, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

/** A browser with one profile: its pages share what they store. */
export interface Engine {
  open(): Promise<EnginePage>;
  close(): Promise<void>;
}

/** The size that pages open with. */
export const SIZE = { width: 1280, height: 800 } as const;

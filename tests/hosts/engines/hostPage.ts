/** What the promises ask of a browser: a part of Playwright's own interface, in its words, so that other drivers can give it too. */
export interface HostBrowser {
  /** A page that knows nothing of the one before it, which is closed. */
  open(size: Size): Promise<HostPage>;
  close(): Promise<void>;
}

/** What does not come within these milliseconds does not come, and many rows may wait for it. */
export const PATIENCE = 10_000;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export interface HostPage {
  goto(url: string): Promise<unknown>;
  goBack(): Promise<unknown>;
  /** Runs in the page: it sees what it is given, and nothing of what is around it here. */
  evaluate<T>(run: () => T | Promise<T>): Promise<T>;
  evaluate<T, G>(run: (given: G) => T | Promise<T>, given: G): Promise<T>;
  /** Waits until this holds in the page. */
  waitForFunction(run: () => unknown): Promise<unknown>;
  waitForTimeout(ms: number): Promise<void>;
  /** What the selector finds, in open shadow roots too. */
  locator(selector: string): HostPart;
  getByRole(role: Role, options?: { readonly name?: string }): HostPart;
  readonly keyboard: {
    /** A key as `KeyboardEvent.key` names it, with `Shift+` before it or not. */
    press(key: string): Promise<void>;
    type(text: string): Promise<void>;
  };
  /** In CSS pixels of the window. */
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    click(x: number, y: number): Promise<void>;
    wheel(deltaX: number, deltaY: number): Promise<void>;
  };
}

export type Role = "button" | "searchbox" | "textbox";

/** Elements that are looked up anew each time; what is done with one fails where there are several. */
export interface HostPart {
  /** Waits until a person could press it, and presses it. */
  click(): Promise<void>;
  focus(): Promise<void>;
  fill(text: string): Promise<void>;
  inputValue(): Promise<string>;
  isVisible(): Promise<boolean>;
  /** `null` for what is not drawn. */
  boundingBox(): Promise<Box | null>;
  count(): Promise<number>;
  /** Until it is seen, where nothing else is said. */
  waitFor(options?: { readonly state?: "visible" | "hidden" | "detached" }): Promise<void>;
  evaluateAll<T>(run: (all: Element[]) => T): Promise<T>;
  /** Those within these. */
  locator(selector: string): HostPart;
  getByRole(role: Role, options?: { readonly name?: string }): HostPart;
  getByText(text: string): HostPart;
  filter(options: { readonly hasText: string | RegExp }): HostPart;
  first(): HostPart;
  nth(index: number): HostPart;
}

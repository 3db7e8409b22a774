import type { DriverWindow } from "../../engines/webDriver.ts";
import { until } from "../../helpers/visitor.ts";
import { find, type Step } from "./find.ts";
import { type Box, type HostPart, PATIENCE, type Role } from "./hostPage.ts";

/** What has the role without being told. */
const ROLES: Readonly<Record<Role, string>> = {
  button: "button,[role=button]",
  searchbox: "input[type=search],[role=searchbox]",
  textbox: "input[type=text],input:not([type]),textarea,[role=textbox]",
};

/** Parts of a page as Playwright's locators find them. `press` presses the mouse at a point. */
export const createPart = (
  window: DriverWindow,
  press: (x: number, y: number) => Promise<void>,
  steps: readonly Step[],
): HostPart => {
  /** Runs in the page, with all that is found, and with what is given. */
  const run = <T>(look: (all: Element[], given: never) => T | Promise<T>, given?: unknown): Promise<T> =>
    window.run(`return (${look})((${find})(arguments[0]), arguments[1])`, steps, given);
  const says = JSON.stringify(steps);
  const one = async <T>(
    look: (all: Element[], given: never) => T | Promise<T>,
    given?: unknown,
  ): Promise<T> => {
    let answer: { readonly count: number; readonly value?: T } = { count: 0 };
    const isThere = async () => {
      answer = await window.run(
        `const all = (${find})(arguments[0]), value = all.length === 1 ? (${look})(all, arguments[1]) : null;
        return Promise.resolve(value).then((value) => ({ count: all.length, value }))`,
        steps,
        given,
      );
      return answer.count > 0;
    };
    await until(isThere, `${says} is there`, PATIENCE);
    if (answer.count > 1) throw new Error(`${says}: found ${answer.count}`);
    return answer.value as T;
  };
  const then = (...more: readonly Step[]): HostPart => createPart(window, press, [...steps, ...more]);
  return {
    async click() {
      let point: readonly [number, number] | string = "";
      const isReady = async () => typeof (point = await one(getPoint)) !== "string";
      await until(isReady, `${says} can be pressed`, PATIENCE).catch((error: Error) => {
        throw new Error(`${error.message}: ${point}`);
      });
      await press(...(point as unknown as readonly [number, number]));
    },
    focus: () => one(([field]) => (field as HTMLElement).focus()),
    fill: (text) => one(fillIn, text),
    inputValue: () => one(([field]) => (field as HTMLInputElement).value),
    isVisible: () => run(isSeen),
    boundingBox: () => one(getBox),
    count: () => run(countAll),
    waitFor: ({ state = "visible" } = {}) =>
      until(
        async () =>
          state === "detached" ? (await run(countAll)) === 0 : (await run(isSeen)) === (state === "visible"),
        `${says} is ${state}`,
        PATIENCE,
      ),
    evaluateAll: (look) => run(look),
    locator: (selector) => then({ by: "css", selector }),
    getByRole: (role, { name } = {}) => then({ by: "role", selector: ROLES[role], name }),
    getByText: (text) => then({ by: "text", text }),
    filter: ({ hasText }) =>
      then(
        typeof hasText === "string"
          ? { by: "content", text: hasText, isPattern: false }
          : { by: "content", text: hasText.source, isPattern: true },
      ),
    first: () => then({ by: "index", index: 0 }),
    nth: (index) => then({ by: "index", index }),
  };
};

// All of these run in the page.

const countAll = (all: Element[]): number => all.length;

/** Whether one is drawn, and may be seen. */
function isSeen([part]: Element[]): boolean {
  const { width, height } = part?.getBoundingClientRect() ?? new DOMRect();
  return !!part && part.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
}

function getBox([part]: Element[]): Box | null {
  if (!part?.checkVisibility()) return null;
  const { x, y, width, height } = part.getBoundingClientRect();
  return { x, y, width, height };
}

function fillIn([part]: Element[], text: string): void {
  const field = part as HTMLInputElement;
  field.focus();
  field.select();
  document.execCommand("insertText", false, text);
}

/** The middle of a part that stands still there and gets the press; else what keeps it from one. */
async function getPoint([part]: Element[]): Promise<readonly [x: number, y: number] | string> {
  if (!part?.checkVisibility({ visibilityProperty: true })) return "it is not seen";
  if (part.matches(":disabled")) return "it is disabled";
  const before = part.getBoundingClientRect();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { x, y, width, height } = part.getBoundingClientRect();
  if (before.x !== x || before.y !== y || before.width !== width || before.height !== height)
    return "it moves";
  const at = [x + width / 2, y + height / 2] as const;
  if (at[0] < 0 || at[1] < 0 || at[0] >= innerWidth || at[1] >= innerHeight) {
    part.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    return "it is out of sight";
  }
  let hit = document.elementFromPoint(...at);
  for (let inner = hit; inner; hit = inner) {
    const next: Element | null = inner.shadowRoot?.elementFromPoint(...at) ?? null;
    if (!next || next === inner) break;
    inner = next;
  }
  for (let over: Element | null = hit; over; over = over.assignedSlot ?? over.parentElement ?? getHost(over))
    if (over === part) return at;
  return `${hit?.outerHTML.slice(0, 200)} lies over it`;

  function getHost(inner: Element): Element | null {
    const root = inner.getRootNode();
    return root instanceof ShadowRoot ? root.host : null;
  }
}

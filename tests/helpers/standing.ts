/** Where a guide stands, as its page sees it: measured in a browser, and by nothing of what had put it there. */

export interface Standing {
  /** What is wrong with it, in words. */
  readonly faults: string[];
  readonly isSheet: boolean;
  readonly card: Box;
  readonly target: Box;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What `addStanding` gives a page. */
export interface StandingHost {
  /**
   * Waits until the card is there and neither it nor its target has moved for some frames, and judges where it stands.
   * `path` leads to the target, a selector for each root or frame on the way. In a hurry its entrance is not waited for.
   */
  whenStanding(path: readonly string[], isInHurry?: boolean): Promise<Standing>;
  /** The next frame, or a second later in a window that draws none. */
  whenFrame(): Promise<void>;
}

/** To be given to `addInitScript`: it runs in the page and sees nothing of this file. */
export function addStanding(): void {
  const NEAR = 40;
  const SLACK = 1;
  const STILL_FRAMES = 3;
  const TIMEOUT_MS = 20_000;
  /** Room that a card is to be given where there is so much: its gap to the target and to the edge, and a little more. */
  const GAPS = 14 + 8 + 4;
  const WIDTH = 300;

  const findCard = (): HTMLElement | null =>
    document
      .querySelector("milepost-root")
      ?.shadowRoot?.querySelector<HTMLElement>(".slot section[part~=card]") ?? null;

  const move = ({ left, top, right, bottom }: Box, x: number, y: number, scale: number): Box => ({
    left: x + left * scale,
    top: y + top * scale,
    right: x + right * scale,
    bottom: y + bottom * scale,
  });

  function findTarget(path: readonly string[]): { element: Element; box: Box } | undefined {
    let root: Document | ShadowRoot = document;
    const frames: Element[] = [];
    for (const selector of path.slice(0, -1)) {
      const host: Element | null = root.querySelector(selector);
      const inner: Document | ShadowRoot | null | undefined =
        host?.shadowRoot ?? (host as HTMLIFrameElement | null)?.contentDocument;
      if (!host || !inner) return undefined;
      if (!host.shadowRoot) frames.unshift(host);
      root = inner;
    }
    const all = [...root.querySelectorAll(path.at(-1)!)];
    const element = all.find((one) => one.checkVisibility({ visibilityProperty: true }));
    if (!element) return undefined;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    let box: Box = { left, top, right, bottom };
    for (const frame of frames) {
      const outer = frame.getBoundingClientRect();
      box = move(
        box,
        outer.left + frame.clientLeft,
        outer.top + frame.clientTop,
        outer.width / (frame as HTMLElement).offsetWidth,
      );
    }
    return { element, box };
  }

  const isSeen = (card: HTMLElement): boolean =>
    card.checkVisibility({ visibilityProperty: true }) &&
    card.getAnimations().every(({ playState }) => playState === "finished");

  const boxOf = (element: Element): Box => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  };

  function judge(card: HTMLElement, target: Box): Standing {
    const faults: string[] = [];
    const box = boxOf(card);
    const { offsetLeft, offsetTop, width, height } = visualViewport!;
    const room = { left: offsetLeft, top: offsetTop, right: offsetLeft + width, bottom: offsetTop + height };
    const isSheet = card.dataset.side === "sheet";
    const apart = Math.hypot(
      Math.max(0, box.left - target.right, target.left - box.right),
      Math.max(0, box.top - target.bottom, target.top - box.bottom),
    );
    const covers =
      box.left < target.right - SLACK &&
      target.left < box.right - SLACK &&
      box.top < target.bottom - SLACK &&
      target.top < box.bottom - SLACK;
    if (
      box.left < room.left - SLACK ||
      box.right > room.right + SLACK ||
      box.top < room.top - SLACK ||
      box.bottom > room.bottom + SLACK
    )
      faults.push("it leaves the window");
    const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    if (hit?.localName !== "milepost-root") faults.push(`it is under ${hit?.localName}`);
    const own = box.bottom - box.top;
    if (isSheet) {
      const tall = target.bottom - target.top;
      if (own > height / 2 + SLACK) faults.push("its sheet takes more than half of the window");
      if (covers && 2 * own + tall + 80 < height) faults.push("its sheet covers the target");
      if (width >= 480 && hasRoom(target, room)) faults.push("it is a sheet though there is room");
    } else {
      if (covers) faults.push("it covers its target");
      if (apart > NEAR) faults.push(`it is ${Math.round(apart)} px from its target`);
    }
    return { faults, isSheet, card: box, target };
  }

  /** Whether a card of the usual width, and as high as this page's are, has room on any side. */
  function hasRoom(target: Box, room: Box): boolean {
    const { cardHeight = 0 } = window as { cardHeight?: number };
    if (!cardHeight || room.bottom - room.top < cardHeight + 16) return false;
    return (
      room.bottom - target.bottom > cardHeight + GAPS ||
      target.top - room.top > cardHeight + GAPS ||
      room.right - target.right > WIDTH + GAPS ||
      target.left - room.left > WIDTH + GAPS
    );
  }

  async function whenStanding(path: readonly string[], isInHurry = false): Promise<Standing> {
    const end = performance.now() + TIMEOUT_MS;
    let last = "";
    let still = 0;
    for (;;) {
      const card = findCard();
      if (isInHurry) for (const entrance of card?.getAnimations() ?? []) entrance.finish();
      const target = findTarget(path);
      const now = card && target && isSeen(card) ? JSON.stringify([boxOf(card), target.box]) : "";
      still = now && now === last ? still + 1 : 0;
      last = now;
      if (still >= STILL_FRAMES) {
        if (card!.dataset.side !== "sheet") Object.assign(window, { cardHeight: card!.offsetHeight });
        return judge(card!, target!.box);
      }
      if (performance.now() > end) {
        const where = { left: 0, top: 0, right: 0, bottom: 0 };
        const what = !target ? "no target" : !card ? "no card" : !isSeen(card) ? "a hidden card" : "no rest";
        return { faults: [`there is ${what}`], isSheet: false, card: where, target: target?.box ?? where };
      }
      await whenFrame();
    }
  }

  const whenFrame = () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => resolve());
      setTimeout(resolve, 1000);
    });
  Object.assign(window, { whenStanding, whenFrame });
}

import type { Pages, Undo } from "../sdk/ports.ts";

/** A page without a window. */
export interface TestPages extends Pages {
  /** Goes to an address, seen from the present one. */
  visit(path: string): void;
  /** Presses something that is no guide's. */
  press(): void;
  /** Turns away, so that what waits to be sent goes out. */
  hide(): void;
  show(): void;
}

export function createTestPages(address: string): TestPages {
  const [changes, presses, hides, shows] = [createBell(), createBell(), createBell(), createBell()];
  let url = new URL(address);
  return {
    url: () => url.href,
    visible: () => true,
    onChange: changes.on,
    onHide: hides.on,
    onShow: shows.on,
    onActivity: presses.on,
    visit(path) {
      url = new URL(path, url);
      changes.ring();
    },
    press: presses.ring,
    hide: hides.ring,
    show: shows.ring,
  };
}

interface Bell {
  on(listener: () => void): Undo;
  ring(): void;
}

function createBell(): Bell {
  const listeners = new Set<() => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ring() {
      for (const listener of [...listeners]) listener();
    },
  };
}

import type { Pages, TabTurns, Undo } from "../ports.ts";

export interface TabTurnsOptions {
  /** Tabs with the same name take turns. */
  readonly name: string;
  readonly page: Pick<Window, "navigator">;
  readonly pages: Pick<Pages, "onHide" | "onShow">;
}

/** By Web Locks, which end with their tab however that ends. Insecure pages have none: there every tab is alone. */
export function createTabTurns({ name, page, pages }: TabTurnsOptions): TabTurns {
  const prefix = `${name} shows `;
  return {
    whenMine(guide, run) {
      const { locks } = page.navigator;
      const mine = prefix + guide;
      const ending = new AbortController();
      const { signal } = ending;
      let isSeen = true;
      let release: Undo = () => {};

      /** Several tabs may show the same guide. Resolves once the turn is held. */
      const hold = () =>
        new Promise<void>((resolve, reject) => {
          const held = () => {
            resolve();
            return isSeen && new Promise<void>((end) => (release = end));
          };
          locks.request(mine, { mode: "shared", signal }, held).catch(reject);
        });
      /** Looks and holds in one: no two tabs at the same time. Resolves to the turn that is in the way. */
      const tryToHold = async () => {
        const { held = [] } = await locks.query();
        const other = held.find((lock) => lock.name?.startsWith(prefix) && lock.name !== mine);
        if (!other) await hold();
        return other?.name;
      };
      const wait = async () => {
        for (;;) {
          const other = await locks.request(`${name} turns`, { signal }, tryToHold);
          if (signal.aborted) return rest();
          if (other === undefined) break;
          await locks.request(other, { signal }, () => {});
        }
        leave.push(pages.onHide(rest), pages.onShow(goOn));
        run();
      };
      const rest = () => {
        isSeen = false;
        release();
      };
      const goOn = () => {
        if (isSeen) return;
        isSeen = true;
        hold().catch(() => {});
      };
      const leave: Undo[] = [];
      // Also where it is denied.
      if (locks) wait().catch(() => signal.aborted || run());
      else run();
      return () => {
        ending.abort();
        rest();
        for (const undo of leave) undo();
      };
    },
  };
}

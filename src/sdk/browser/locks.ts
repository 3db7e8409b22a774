import type { Locks } from "../ports.ts";

/** Web Locks; `whenLeased` stands in where they are missing or denied, as in insecure and opaque origins. */
export const createLocks = (
  { navigator }: Pick<Window, "navigator">,
  whenLeased: Locks["whenFree"],
): Locks => ({
  async whenFree(name, task) {
    let started = false;
    try {
      return await navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        started = true;
        return lock ? task() : undefined;
      });
    } catch (error) {
      if (started) throw error;
      return whenLeased(name, task);
    }
  },
});

import { withoutPrototype } from "../domain/lib/withoutPrototype.ts";
import type { Tabs } from "../ports.ts";
import { createSubscribable } from "./subscribable.ts";

/**
 * The other tabs, over a BroadcastChannel that is open while somebody listens; only then does `tell` reach them. Where
 * the browser has none or denies it, every tab is alone.
 */
export function createTabs(name: string, page: Pick<typeof globalThis, "BroadcastChannel">): Tabs {
  let channel: BroadcastChannel | undefined;
  return {
    post: (message) => channel?.postMessage(message),
    onMessage: createSubscribable<unknown>((tell, _, end) => {
      try {
        channel = new page.BroadcastChannel(name);
        channel.onmessage = ({ data }) => tell(withoutPrototype(data));
      } catch {
        // Denied, or not there.
      }
      end.addEventListener("abort", () => {
        channel?.close();
        channel = undefined;
      });
    }),
  };
}

/**
 * Starts the thread from its source: a thread begins without the loader that reads TypeScript. The package has the
 * thread as JavaScript and needs none of this.
 */
import { register } from "tsx/esm/api";

register();
await import("./thread.ts");

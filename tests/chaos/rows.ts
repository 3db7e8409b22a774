import type { Row } from "./row.ts";
import { blocked } from "./rows/blocked.ts";
import { chunksBlocked, chunksGone, chunksSlow } from "./rows/chunks.ts";
import { clocks } from "./rows/clocks.ts";
import { forged } from "./rows/forged.ts";
import { kill } from "./rows/kill.ts";
import { leaving } from "./rows/leaving.ts";
import { mutated } from "./rows/mutated.ts";
import { offline } from "./rows/offline.ts";
import { optOut } from "./rows/optOut.ts";
import { poison } from "./rows/poison.ts";
import { chaos, lostReply } from "./rows/server.ts";
import { quota, storage } from "./rows/storage.ts";
import { tabs, tabsLockless } from "./rows/tabs.ts";
import { users } from "./rows/users.ts";

/** The table of faults. */
export const rows: readonly Row[] = [
  kill,
  tabs,
  tabsLockless,
  chaos,
  lostReply,
  poison,
  quota,
  storage,
  mutated,
  leaving,
  clocks,
  users,
  optOut,
  blocked,
  chunksBlocked,
  chunksSlow,
  chunksGone,
  offline,
  forged,
];

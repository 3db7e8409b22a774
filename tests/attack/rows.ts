import type { Row } from "./row.ts";
import { bodies } from "./rows/bodies.ts";
import { failingDatabase, hangingDatabase } from "./rows/database.ts";
import { erasure } from "./rows/erasure.ts";
import { figures } from "./rows/figures.ts";
import { killedReceiver } from "./rows/killed.ts";
import { failingLog } from "./rows/log.ts";
import { poison } from "./rows/poison.ts";
import { worstRequests } from "./rows/requests.ts";
import { deafViewers } from "./rows/viewers.ts";

/** What is done to the receiver. */
export const rows: readonly Row[] = [
  bodies,
  worstRequests,
  failingDatabase,
  hangingDatabase,
  killedReceiver,
  failingLog,
  poison,
  deafViewers,
  erasure,
  figures,
];

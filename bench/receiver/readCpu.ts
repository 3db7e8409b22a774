import { readdirSync, readFileSync } from "node:fs";

/** Seconds of a processor until now, of these processes and all that they have started, those that have ended too. */
export function readCpu(ids: readonly number[]): number {
  const read = (id: string): number[] => {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1]!.split(" ");
      return [Number(stat[1]), Number(stat[11]), Number(stat[12]), Number(stat[13]), Number(stat[14])];
    } catch {
      return [0, 0, 0, 0, 0];
    }
  };
  let ticks = 0;
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0] = read(id);
    if (ids.includes(Number(id))) ticks += user + system + childUser + childSystem;
    else if (ids.includes(parent)) ticks += user + system;
  }
  return ticks / 100;
}

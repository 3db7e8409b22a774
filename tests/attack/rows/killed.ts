import { setTimeout as wait } from "node:timers/promises";
import { getFreePort } from "../../receiver/freePorts.ts";
import { type ForkedReceiver, forkReceiver } from "../forkReceiver.ts";
import { startLoader } from "../loader.ts";
import { type Attempt, ms, type Outcome, type Row } from "../row.ts";
import { compare, whenWell } from "./database.ts";

export const killedReceiver: Row = {
  name: "killed-receiver",
  promise: "a receiver that is killed under load loses nothing that it has acknowledged, and doubles nothing",
  full: 20,
  small: 1,
  async run({ times, load, startPostgres }: Attempt): Promise<Outcome> {
    const postgres = await startPostgres();
    if (!postgres) return { tries: 0, figures: { "left out": "no PostgreSQL here" }, broken: [] };
    const broken: string[] = [];
    const back: number[] = [];
    const options = { port: await getFreePort(), databaseUrl: postgres.url };
    let receiver: ForkedReceiver | undefined = await forkReceiver(options);
    try {
      const loader = startLoader(receiver.url, load);
      for (let time = 0; time < times; time++) {
        await wait(1_000);
        await receiver.kill();
        const begin = performance.now();
        receiver = await forkReceiver(options);
        await whenWell(receiver);
        back.push(performance.now() - begin);
      }
      const left = await loader.stop();
      if (left !== undefined) broken.push(`not all was taken: ${left}; its log: ${receiver.log()}`);
      const [missing, doubled] = await compare(postgres.url, loader.acknowledged);
      if (missing > 0 || doubled > 0) broken.push(`${missing} missing, ${doubled} doubled`);
      const figures = {
        "back after": ms(Math.max(...back)),
        acknowledged: `${loader.acknowledged.size}`,
        missing: `${missing}`,
        doubled: `${doubled}`,
      };
      return { tries: times, figures, broken };
    } finally {
      await receiver.close();
      postgres.stop();
    }
  },
};

/** The receiver from its source, as `npx milepost receive` starts it from the package. */
import { receive } from "../../src/receiver/receive.ts";

const { says, close } = await receive(process.argv.slice(2), process.env).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
console.log(says);

let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    close?.().then(() => process.exit(0));
  });
}

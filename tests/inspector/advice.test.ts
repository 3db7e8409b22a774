import { expect, test } from "vitest";
import { advise } from "../../src/inspector/advice.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { acme } from "../helpers/acme.ts";

const { plan } = parse(acme());
const left = (guide: string) =>
  advise({ guide, show: false, reason: { code: "not-asked-for" }, text: "" }, plan.guides).standing;

test("a guide that a checklist's item opens needs nobody, and one that nothing opens does", () => {
  expect(left("invoice-tour")).toBe("set");
  expect(left("tip")).toBe("mend");
});

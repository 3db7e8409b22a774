import type { Plan, WidgetPart } from "../domain/plan/plan.ts";
import type { PagePorts } from "./show.ts";

/** What shows guides, with what of it only some plans use: all that this one does is asked for at once. */
export async function loadShow({ product, widgets, marks }: Plan, page: PagePorts) {
  const uses = (part: WidgetPart): boolean => widgets?.includes(part) ?? true;
  const [{ plugIn, ...show }, names, texts, kinds] = await Promise.all([
    import("./show.ts"),
    uses("names") ? import("../../widgets/page/find/byWords.ts") : undefined,
    uses("markdown") || uses("forms") ? import("../../widgets/text/richTexts.ts") : undefined,
    uses("stateful") ? import("../guidance/stateful/statefulKinds.ts") : undefined,
  ]);
  return { ...show, ...plugIn(product, page, { ...names, ...texts, ...kinds, marks }) };
}

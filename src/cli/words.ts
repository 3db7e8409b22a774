export { explain, explainReason } from "../sdk/domain/explain.ts";

/** The inspector, loaded when somebody asks for it. */
export { openInspector } from "../../inspector/index.tsx";

import { version } from "../../../package.json";

/** This version of the SDK, as the endpoint is told. */
export const VERSION: string = version;

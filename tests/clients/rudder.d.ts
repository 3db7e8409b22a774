/** What of it is used here: the package is installed beside these tests alone, and types are checked without it. */
declare module "@rudderstack/rudder-sdk-node" {
  export default class {
    constructor(writeKey: string, options: Readonly<Record<string, unknown>>);
    track(message: Readonly<Record<string, unknown>>): void;
    flush(): Promise<unknown>;
  }
}

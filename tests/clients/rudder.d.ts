/** What of it is used here: it is installed beside these tests alone, and types are checked without it. */
declare module "@rudderstack/rudder-sdk-node" {
  export default class RudderAnalytics {
    constructor(writeKey: string, options: Readonly<Record<string, unknown>>);
    track(event: Readonly<Record<string, unknown>>, done?: (error?: Error) => void): void;
  }
}

/** The folder's packages are installed by `npm run test:clients`; the types are checked without them. */
declare module "@rudderstack/rudder-sdk-node" {
  export default class RudderAnalytics {
    constructor(
      writeKey: string,
      options: {
        readonly dataPlaneUrl: string;
        readonly flushAt: number;
        readonly flushInterval: number;
        readonly retryCount: number;
      },
    );
    track(event: { readonly userId: string; readonly event: string; readonly properties: object }): void;
  }
}

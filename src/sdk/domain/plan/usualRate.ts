/** What is taken in where neither config nor page says a rate. */
export const USUAL_RATE = { burst: 100, perSecond: 10 } as const;

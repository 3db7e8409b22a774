/** Global Privacy Control is `true`; Do Not Track `1`, as text, in what browsers have still got of it. */
export const isAskingForPrivacy = (
  navigator: Pick<Navigator, "doNotTrack"> & { readonly globalPrivacyControl?: boolean },
): boolean => navigator.globalPrivacyControl === true || navigator.doNotTrack === "1";

import { createMilepost, type InitOptions } from "milepost";
import { onUnmounted, shallowRef } from "vue";

/** Guides the user for as long as the component is there that calls it. */
export function useMilepost(options: InitOptions) {
  const milepost = createMilepost();
  const progress = shallowRef(milepost.progress());
  milepost.on("progress", () => (progress.value = milepost.progress()));
  milepost.init(options);
  onUnmounted(milepost.destroy);
  return { milepost, progress };
}

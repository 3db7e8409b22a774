import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";

/** A list of which only what is in sight is drawn. */
export function Rows() {
  const box = useRef(null);
  const rows = useVirtualizer({ count: 500, getScrollElement: () => box.current, estimateSize: () => 40 });
  return (
    <div id="rows" ref={box}>
      <div style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            id={`row-${index}`}
            style={{
              position: "absolute",
              top: 0,
              left: 0,
              width: 200,
              height: 40,
              transform: `translateY(${start}px)`,
            }}
          >
            Invoice {index}
          </div>
        ))}
      </div>
    </div>
  );
}

import { type ComponentChildren, h, type VNode } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Cells, toCsv } from "../../../insights/words/csv.ts";
import { save, toPng, toSvg } from "./download.ts";
import { useMeant } from "./meant.ts";
import { Table } from "./table.tsx";

/** What a figure says, of whom, and how it was made. */
export interface About {
  readonly definition: string;
  /** Who is counted, as `621 people`. */
  readonly counted: string;
}

interface CardProps {
  readonly title: string;
  readonly about?: About | undefined;
  /** The same as a table, and for a spreadsheet. */
  readonly cells?: Cells;
  /** What the spreadsheet gets where it is not what the table shows. */
  readonly file?: Cells;
  /** What stands beside the title. */
  readonly note?: string | undefined;
  readonly width?: "half" | "whole";
  /** The address leads to it. */
  readonly isMeant?: boolean;
  readonly children?: ComponentChildren;
}

/** A figure with its definition one press, hover or focus away; as a drawing, as a table, and as a file. */
export function Card({
  title,
  about,
  cells,
  file,
  note,
  width = "whole",
  isMeant = false,
  children,
}: CardProps): VNode {
  const [isTable, setTable] = useState(false);
  const [hasDrawing, setDrawing] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const section = useMeant<HTMLElement>(isMeant);
  const id = useId();
  useEffect(() => setDrawing(body.current?.querySelector("svg.chart") != null));
  const isShown = isTable && cells !== undefined;
  return (
    <section
      class={`card ${width}${isMeant ? " meant" : ""}`}
      aria-labelledby={id}
      ref={section}
      tabIndex={isMeant ? -1 : undefined}
    >
      <div class="head">
        <h2>
          <span id={id}>{title}</span>
          {about && <AboutFigure title={title} {...about} />}
        </h2>
        {note !== undefined && <p class="note">{note}</p>}
      </div>
      <div class="body" ref={body} hidden={isShown}>
        {children}
      </div>
      {isShown && <Table name={title} cells={cells} />}
      {cells !== undefined && cells.length > 1 && (
        <Tools
          title={title}
          cells={file ?? cells}
          isTable={isTable}
          hasDrawing={hasDrawing && !isShown}
          getDrawing={() => body.current?.querySelector<SVGSVGElement>("svg.chart") ?? null}
          onToggle={() => setTable(!isTable)}
        />
      )}
    </section>
  );
}

interface ToolsProps {
  readonly title: string;
  readonly cells: Cells;
  readonly isTable: boolean;
  readonly hasDrawing: boolean;
  getDrawing(): SVGSVGElement | null;
  onToggle(): void;
}

/** A name that every system takes for a file. */
const toFile = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60) || "figures";

function Tools({ title, cells, isTable, hasDrawing, getDrawing, onToggle }: ToolsProps): VNode {
  const file = toFile(title);
  const saveDrawing = async (kind: "svg" | "png"): Promise<void> => {
    const drawing = getDrawing();
    if (!drawing) return;
    const svg = toSvg(drawing);
    const picture =
      kind === "svg"
        ? new Blob([svg], { type: "image/svg+xml" })
        : await toPng(svg, drawing.getBoundingClientRect());
    save(`${file}.${kind}`, picture);
  };
  return (
    <p class="tools">
      <button type="button" aria-pressed={isTable} onClick={onToggle}>
        Table<span class="unseen"> of {title}</span>
      </button>
      <button
        type="button"
        onClick={() => save(`${file}.csv`, new Blob([toCsv(cells)], { type: "text/csv" }))}
      >
        CSV<span class="unseen"> of {title}</span>
      </button>
      {hasDrawing &&
        (["svg", "png"] as const).map((kind) => (
          <button key={kind} type="button" onClick={() => void saveDrawing(kind)}>
            {kind.toUpperCase()}
            <span class="unseen"> of {title}</span>
          </button>
        ))}
    </p>
  );
}

/** What a figure means, beside it: open while it is pointed at or has the focus, and shut by Esc. */
function AboutFigure({ title, definition, counted }: About & { readonly title: string }): VNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it is what is used; around it, that is noticed.
    <span
      class="about"
      onPointerEnter={({ pointerType }) => pointerType === "mouse" && setOpen(true)}
      onPointerLeave={({ pointerType }) => pointerType === "mouse" && setOpen(false)}
      onFocusOut={() => setOpen(false)}
      onKeyDown={({ key }) => key === "Escape" && setOpen(false)}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(true)}
        onFocus={() => setOpen(true)}
      >
        <span aria-hidden="true">?</span>
        <span class="unseen">What {title} means</span>
      </button>
      <span class="popover" id={id} role="note" hidden={!isOpen}>
        <strong>Counted: {counted}.</strong> {definition}
      </span>
    </span>
  );
}

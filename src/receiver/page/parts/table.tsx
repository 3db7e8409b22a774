import { h, type VNode } from "preact";
import type { Cells } from "../../../insights/words/csv.ts";

interface Props {
  readonly name: string;
  readonly cells: Cells;
}

/** A table that scrolls by itself where it is wider than the page, also by keys. */
export const Table = ({ name, cells: [head = [], ...body] }: Props): VNode => (
  <section class="scroll" tabindex={0} aria-label={name}>
    <table>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {body.map(([first = "", ...cells], row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own.
          <tr key={row}>
            <th scope="row">{first}</th>
            {cells.map((cell, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: nor have cells.
              <td key={i}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

import type { Reporter, TestModule } from "vitest/node";

/** Says at the end how many promises hold where: a row for each suite, a column for each engine. */
export class Table implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const counts = new Map<string, Map<string, readonly [passed: number, all: number]>>();
    const engines = new Set<string>();
    for (const test of modules.flatMap(({ children }) => [...children.allTests()])) {
      const [engine = "", suite = ""] = test.fullName.split(" > ");
      const row = counts.get(suite) ?? new Map();
      const [passed, all] = row.get(engine) ?? [0, 0];
      const state = test.result().state;
      if (state === "skipped") continue;
      row.set(engine, [passed + Number(state === "passed"), all + 1]);
      counts.set(suite, row);
      engines.add(engine);
    }
    const line = (cells: readonly string[]): string => cells.map((cell) => cell.padEnd(12)).join("");
    const rows = [...counts].map(([suite, row]) =>
      line([suite, ...[...engines].map((engine) => row.get(engine)?.join(" of ") ?? "-")]),
    );
    console.log(["", line(["", ...engines]), ...rows, ""].join("\n"));
  }
}

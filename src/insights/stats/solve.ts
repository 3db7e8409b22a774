/** Beside the largest entry of its column this is nothing. */
const SINGULAR = 1e-12;

/**
 * The x of A x = b, by Gaussian elimination with partial pivoting.
 * @param matrix Square, by rows. It is not changed.
 * @returns `undefined` where there is not one solution.
 */
export function solve(
  matrix: ReadonlyArray<readonly number[]>,
  right: readonly number[],
): number[] | undefined {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (size(row, column) > size(best, column) ? row : best));
    const scale = Math.max(...matrix.map((row) => Math.abs(row[column]!)));
    if (!(size(pivot, column) > SINGULAR * scale)) return;
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows.slice(column + 1)) {
      const factor = row[column]! / pivot[column]!;
      for (let i = column; i <= n; i++) row[i]! -= factor * pivot[i]!;
    }
  }
  const solution: number[] = Array(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const known = solution.reduce((sum, x, j) => (j > i ? sum + x * rows[i]![j]! : sum), 0);
    solution[i] = (rows[i]![n]! - known) / rows[i]![i]!;
  }
  return solution;
}

const size = (row: readonly number[], column: number): number => Math.abs(row[column]!);

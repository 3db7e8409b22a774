/** A style sheet's text. Rollup and Vitest load it so: see their configs. */
declare module "*.css" {
  const css: string;
  export default css;
}

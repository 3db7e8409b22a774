import { build } from "esbuild";

/** A page's own script with the packages that it imports, as text for a classic script. JSX is React's. */
export const bundleScript = async (contents: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, loader: "tsx", resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    // None of this repository's own settings.
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx" } },
  });
  return outputFiles[0]!.text;
};

import { version } from "../../../package.json";
import { CommandError } from "../commandError.ts";
import { callTool, TOOLS } from "./tools.ts";

/**
 * Answers until standard input ends.
 * @param folder The only one whose files are read.
 * @throws {CommandError} where the package of the protocol is missing.
 */
export async function serveMcp(folder: string): Promise<void> {
  const [{ Server }, { StdioServerTransport }, { CallToolRequestSchema, ListToolsRequestSchema }] =
    await load();
  const server = new Server({ name: "milepost", version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...TOOLS] }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const { text, isError } = await callTool(folder, params.name, params.arguments ?? {});
    return { content: [{ type: "text", text }], isError };
  });
  await server.connect(new StdioServerTransport());
}

async function load() {
  try {
    return await Promise.all([
      import("@modelcontextprotocol/sdk/server/index.js"),
      import("@modelcontextprotocol/sdk/server/stdio.js"),
      import("@modelcontextprotocol/sdk/types.js"),
    ]);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new CommandError(
      'mcp: found no package "@modelcontextprotocol/sdk", expected it: npm install --save-dev @modelcontextprotocol/sdk',
    );
  }
}

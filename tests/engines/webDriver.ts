/** One window. Whatever is asked of it goes to it first, so that windows can be used in turns. */
export interface DriverWindow {
  goto(url: string): Promise<void>;
  goBack(): Promise<void>;
  /** Runs the body of a function in the page; a promise that it returns is waited for. */
  run<T>(body: string, ...given: readonly unknown[]): Promise<T>;
  /** Carries out what one source of input does. */
  act(input: object): Promise<void>;
  /** The window with its bars, in CSS pixels. */
  setRect(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

export interface WebDriver {
  openWindow(): Promise<DriverWindow>;
  end(): Promise<void>;
}

/** The part of W3C WebDriver that the suites need. @throws Error with what the driver says. */
export async function createWebDriver(address: string, wanted: object): Promise<WebDriver> {
  const ask = async <T>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<T> => {
    const response = await fetch(address + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const { sessionId } = await ask<{ sessionId: string }>("POST", "/session", {
    capabilities: { alwaysMatch: wanted },
  });
  const session = `/session/${sessionId}`;
  const first = await ask<string>("GET", `${session}/window`);
  let current = first;
  const goTo = async (handle: string): Promise<void> => {
    if (handle === current) return;
    await ask("POST", `${session}/window`, { handle });
    current = handle;
  };

  return {
    async openWindow() {
      // Opened from one that is still there.
      await goTo(first);
      const { handle } = await ask<{ handle: string }>("POST", `${session}/window/new`, { type: "window" });
      const tell = async <T>(path: string, body: object): Promise<T> => {
        await goTo(handle);
        return ask<T>("POST", session + path, body);
      };
      return {
        goto: (url) => tell("/url", { url }),
        goBack: () => tell("/back", {}),
        async run<T>(body: string, ...given: readonly unknown[]) {
          const done = "arguments[arguments.length - 1]";
          // Answered with what went wrong too: the driver itself says little of it.
          const script = `const done = ${done};
            (async (...given) => (function () { ${body} }).apply(window, given))(...arguments)
              .then((value) => done({ value }), (error) => done({ error: String(error) }))`;
          const answer = await tell<{ value: T; error?: string }>("/execute/async", { script, args: given });
          if (answer.error !== undefined) throw new Error(answer.error);
          return answer.value;
        },
        act: (input) => tell("/actions", { actions: [input] }),
        setRect: (width, height) => tell("/window/rect", { x: 0, y: 0, width, height }),
        async close() {
          await goTo(handle);
          await ask("DELETE", `${session}/window`);
          current = "";
        },
      };
    },
    end: () => ask("DELETE", session),
  };
}

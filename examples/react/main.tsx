/** @jsxImportSource react */
import { MilepostProvider } from "milepost/react";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { Tasks } from "./tasks.tsx";

function App() {
  const [user, setUser] = useState<string | undefined>("ana");
  const signIn = () => setUser("ana");
  return !user ? (
    <button type="button" onClick={signIn}>
      Sign in
    </button>
  ) : (
    <MilepostProvider options={{ config: "/milepost.json" }} user={user}>
      <Tasks onSignOut={() => setUser(undefined)} />
    </MilepostProvider>
  );
}

createRoot(document.querySelector("#app")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

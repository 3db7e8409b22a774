import { describe, expect, test } from "vitest";
import { foldPath } from "../../../src/insights/facts/foldPath.ts";

describe("a page's path", () => {
  test.each([
    ["/invoices/4711", "/invoices/:id"],
    ["/invoices/4711/edit", "/invoices/:id/edit"],
    ["/invoices/INV-2044", "/invoices/:id"],
    ["/teams/550e8400-e29b-41d4-a716-446655440000/seats", "/teams/:id/seats"],
    ["/o/507f1f77bcf86cd799439011", "/o/:id"],
    ["/customers/cus_9s6XKzkNRiz8i3", "/customers/:id"],
    ["/d/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/d/:id"],
    ["/people/ana%40acme.example", "/people/:id"],
    ["/days/2026-03-01", "/days/:id"],
  ])("has %s as %s, one kind of page", (path, folded) => {
    expect(foldPath(path)).toBe(folded);
  });

  test.each([
    "/",
    "",
    "/settings/import",
    "/v2/invoices",
    "/step-3",
    "/help/how-to-send-an-invoice",
    "/onboarding/q3",
    "/deadbeef",
    "/%E0%A4%A",
    "/über-uns",
    "/internationalization",
  ])("stays as it is where its parts are words: %s", (path) => {
    expect(foldPath(path)).toBe(path);
  });
});

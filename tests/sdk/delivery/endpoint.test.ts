import { describe, expect, it } from "vitest";
import { getEndpoint } from "../../../src/sdk/delivery/endpoint.ts";

describe("reports go to", () => {
  it.each([
    ["https://in.example.com/v1/batch", "https://app.example.com/x", "https://in.example.com/v1/batch"],
    ["/v1/batch", "https://app.example.com/x", "https://app.example.com/v1/batch"],
    ["/v1/batch", "http://localhost:3000/x", "http://localhost:3000/v1/batch"],
    ["http://127.0.0.1:8080/v1", "https://app.example.com/", "http://127.0.0.1:8080/v1"],
    ["http://[::1]/v1", "https://app.example.com/", "http://[::1]/v1"],
    ["http://app.localhost/v1", "https://app.example.com/", "http://app.localhost/v1"],
  ])("%s on %s", (endpoint, base, url) => {
    expect(getEndpoint(endpoint, base)).toBe(url);
  });
});

describe("reports never go to", () => {
  it.each([
    ["http://in.example.com/v1"],
    ["http://localhost.example.com/v1"],
    ["http://notlocalhost/v1"],
    ["http://localhost:pw@in.example.com/v1"],
    ["http://x.localhost:pw@in.example.com/v1"],
    ["http://in.example.com/localhost/"],
    ["http://127.0.0.1.example.com/"],
    ["ftp://localhost/v1"],
    ["javascript:alert(1)"],
    ["https://"],
    ["//in.example.com"],
  ])("%s on a page without https", (endpoint) => {
    expect(getEndpoint(endpoint, "http://app.example.com/")).toBeUndefined();
  });

  it("an address that is relative to nothing", () => {
    expect(getEndpoint("/v1/batch", "about:blank")).toBeUndefined();
  });
});

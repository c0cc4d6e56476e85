import { afterEach, expect, it, vi } from "vitest";
import { takeAskedAhead } from "./asked-ahead.ts";

const place = globalThis as { askedAhead?: Map<string, { at: number; answer: Promise<Response> }> };
const answer = Promise.resolve(new Response("early"));

afterEach(() => {
  delete place.askedAhead;
  vi.useRealTimers();
});

it("hands out what was asked ahead once, to the same address only", () => {
  place.askedAhead = new Map([["/api/v1/runs?limit=50", { at: Date.now(), answer }]]);
  expect(takeAskedAhead("GET", "/api/v1/runs?limit=20")).toBeUndefined();
  expect(takeAskedAhead("GET", "/api/v1/runs?limit=50")).toBe(answer);
  expect(takeAskedAhead("GET", "/api/v1/runs?limit=50")).toBeUndefined();
});

it("hands out nothing after a change, nothing old, and nothing where no page asked", () => {
  expect(takeAskedAhead("GET", "/api/v1/runs")).toBeUndefined();
  place.askedAhead = new Map([["/api/v1/runs", { at: Date.now(), answer }]]);
  takeAskedAhead("POST", "/api/v1/runs/1/cancel");
  expect(takeAskedAhead("GET", "/api/v1/runs")).toBeUndefined();
  vi.useFakeTimers();
  place.askedAhead = new Map([["/api/v1/runs", { at: Date.now(), answer }]]);
  vi.advanceTimersByTime(11_000);
  expect(takeAskedAhead("GET", "/api/v1/runs")).toBeUndefined();
});

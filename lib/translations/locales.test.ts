import { describe, expect, it } from "vitest";
import { isLocale, negotiateLocale } from "./locales.ts";

describe("the language of a visitor", () => {
  it("is the one the browser likes best of those there are", () => {
    expect(negotiateLocale("de-CH,de;q=0.9,en;q=0.8")).toBe("de");
    expect(negotiateLocale("fr-FR, fr;q=0.9, es;q=0.5, en;q=0.4")).toBe("es");
    expect(negotiateLocale("en;q=0.2, ja;q=0.7")).toBe("ja");
    expect(negotiateLocale("de;q=0, es;q=0.1")).toBe("es");
  });

  it("is English for a browser that likes none of them, says nothing or talks nonsense", () => {
    expect(negotiateLocale("fr,it;q=0.5")).toBe("en");
    expect(negotiateLocale(null)).toBe("en");
    expect(negotiateLocale(";;;q=q,,*;q=oops")).toBe("en");
    expect(negotiateLocale("x".repeat(20_000))).toBe("en");
  });

  it("is never anything but one of those there are", () => {
    expect(isLocale("de")).toBe(true);
    expect(isLocale("DE")).toBe(false);
    expect(isLocale("../de")).toBe(false);
    expect(isLocale(undefined)).toBe(false);
  });
});

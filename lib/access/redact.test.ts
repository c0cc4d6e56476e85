import { describe, expect, it } from "vitest";
import { redactSecrets } from "./redact.ts";

const secret = { name: "SHOP_KEY", value: "sk-canary/7+f$&x==" };

describe("redactSecrets", () => {
  it("replaces a value wherever it stands, keys included", () => {
    const value = {
      url: `https://shop/?key=${secret.value}`,
      list: [{ [secret.value]: 1 }],
      count: 3,
      none: null,
    };
    const redacted = redactSecrets(value, [secret]);
    expect(JSON.stringify(redacted)).not.toContain("canary");
    expect(redacted.url).toBe("https://shop/?key=•••SHOP_KEY");
    expect(redacted.count).toBe(3);
  });

  it("finds the value in URL encoding and at any offset of base64", () => {
    expect(redactSecrets(encodeURIComponent(secret.value), [secret])).toBe("•••SHOP_KEY");
    for (const before of ["", "a", "ab", "abc"]) {
      const header = Buffer.from(`${before}${secret.value}`).toString("base64");
      const redacted = redactSecrets(`Basic ${header}`, [secret]);
      expect(redacted).toContain("•••SHOP_KEY");
      const rest = redacted.replace("Basic ", "").split("•••SHOP_KEY").join("");
      expect(Buffer.from(rest, "base64").toString()).not.toContain("canary");
    }
  });

  it("leaves text alone that only shares a short secret", () => {
    expect(redactSecrets("a cat", ["a"])).toBe("a cat");
  });
});

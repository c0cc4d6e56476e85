import { randomBytes, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { readApprovalLink, signApprovalLink } from "./approval-links.server.ts";

beforeEach(() => {
  process.env.AIMWRIGHT_SECRET_KEY = randomBytes(32).toString("base64");
  delete process.env.AIMWRIGHT_SECRET_KEYS_OLD;
});

const link = {
  approvalId: randomUUID(),
  userId: randomUUID(),
  expiresAt: new Date("2031-05-06T07:08:09.000Z"),
};

describe("links to approvals", () => {
  it("say what they were signed for, and fit into one line of a mail", () => {
    const token = signApprovalLink(link);
    expect(readApprovalLink(token)).toEqual(link);
    expect(token).toMatch(/^[\w-]{99}$/);
  });

  it("are void with any bit changed, shortened, lengthened or spelled another way", () => {
    const token = signApprovalLink(link);
    const bytes = Buffer.from(token, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      expect(readApprovalLink(changed.toString("base64url"))).toBeNull();
    }
    for (const other of [
      "",
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      `${token} `,
      bytes.toString("hex"),
    ])
      expect(readApprovalLink(other)).toBeNull();
  });

  it("outlive a change of key while the old one is kept, and are void without it", () => {
    const token = signApprovalLink(link);
    const old = process.env.AIMWRIGHT_SECRET_KEY ?? "";
    process.env.AIMWRIGHT_SECRET_KEY = randomBytes(32).toString("base64");
    expect(readApprovalLink(token)).toBeNull();
    process.env.AIMWRIGHT_SECRET_KEYS_OLD = old;
    expect(readApprovalLink(token)).toEqual(link);
  });
});

import { describe, expect, test } from "vitest";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext } from "../execute-ability.ts";
import { postMessageDefinition } from "./definition.ts";
import { postMessageExecutor } from "./execute.server.ts";
import { messageBody } from "./message-body.ts";

const settings = (given: object = {}) => postMessageDefinition.settings.parse(given);

function world(secret: string | undefined, answer: () => Promise<never> | { status: number }) {
  const given = {
    secret: async () => secret,
    http: { fetch: async () => ({ headers: {}, body: new Uint8Array(), url: "", ...(await answer()) }) },
  };
  return given as unknown as AbilityContext;
}

describe("the message of each platform", () => {
  test("mentions nobody", () => {
    expect(messageBody("slack", "<!here> & you")).toEqual({ text: "&lt;!here&gt; &amp; you" });
    expect(messageBody("discord", "@everyone")).toEqual({
      content: "@everyone",
      allowed_mentions: { parse: [] },
    });
    expect(JSON.stringify(messageBody("teams", "**hi**"))).toContain('"type":"TextRun","text":"**hi**"');
  });
});

describe("posting", () => {
  test("without an answer is unknown, never repeated", async () => {
    const silent = world("https://chat.example/x", () =>
      Promise.reject(new AppError("ability_timeout", "Too slow.")),
    );
    const result = await postMessageExecutor.act(silent, settings(), { text: "Hi" });
    expect(result).toMatchObject({ isError: true, result: { delivery: "unknown" } });
    expect(postMessageDefinition).toMatchObject({ reversibility: "irreversible", honoursKey: false });
  });

  test.each([undefined, "", "not an address", "file:///etc/passwd"])(
    "refuses the secret %j without repeating it",
    async (secret) => {
      const caught = await postMessageExecutor
        .act(
          world(secret, () => ({ status: 200 })),
          settings(),
          { text: "Hi" },
        )
        .catch((error: unknown) => error);
      expect(caught).toMatchObject({ code: "provider_unauthorized" });
      if (secret) expect(String(caught)).not.toContain(secret);
    },
  );

  test("stays on the author's host", async () => {
    const open = world("https://evil.example/x", () => ({ status: 200 }));
    await expect(
      postMessageExecutor.act(open, settings({ host: "hooks.slack.com" }), { text: "Hi" }),
    ).rejects.toMatchObject({ code: "egress_denied" });
  });
});

import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { PostMessageSettings, postMessageDefinition } from "./definition.ts";
import { messageBody } from "./message-body.ts";

/** Posts once; the channel's address stays in the secret. */
export const postMessageExecutor: AbilityExecutor<typeof postMessageDefinition> = {
  act: async (context, settings, args) => {
    const url = readAddress(settings, await context.secret(settings.secret));
    try {
      const { status } = await context.http.fetch({
        url: url.href,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(messageBody(settings.format, String(args.text ?? ""))),
        maxBytes: 100_000,
      });
      if (status < 300) return { result: { posted: true, status } };
      const error = `The chat platform refused the message with status ${status}. It was not posted.`;
      return { result: { error, status }, isError: true };
    } catch (caught) {
      if (!(caught instanceof AppError) || caught.code !== "ability_timeout") throw caught;
      const error = "The chat platform did not confirm in time. The message may have been posted.";
      return { result: { error: `${error} Do not send it again.`, delivery: "unknown" }, isError: true };
    }
  },
  preview: async (context, settings, args) => ({
    method: "POST",
    url: (await context.secret(settings.secret)) ?? "not set",
    body: messageBody(settings.format, String(args.text ?? "")),
  }),
};

function readAddress(settings: PostMessageSettings, secret: string | undefined): URL {
  const name = settings.secret;
  if (!secret)
    throw new AppError(
      "provider_unauthorized",
      `The secret "${name}" is not set in this workspace. An owner can add it in the settings.`,
    );
  const url = URL.parse(secret.trim());
  // The message must not quote the address: who knows it can post.
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new AppError("provider_unauthorized", `The secret "${name}" is not a webhook address.`);
  if (settings.host !== "" && url.hostname !== settings.host.toLowerCase())
    throw new AppError(
      "egress_denied",
      `The address in the secret "${name}" is not on ${settings.host}, the only host this ability may call.`,
    );
  return url;
}

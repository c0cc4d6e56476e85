import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { callWebhookDefinition } from "./definition.ts";
import { signWebhook } from "./sign-webhook.server.ts";

const worthRepeating = new Set([408, 409, 425, 429]);

/** Sends one attempt; the runtime repeats what is thrown, under the same webhook-id. */
export const callWebhookExecutor: AbilityExecutor<typeof callWebhookDefinition> = {
  act: async (context, settings, args) => {
    const name = settings.secret;
    const secret = await context.secret(name);
    if (!secret)
      throw new AppError(
        "provider_unauthorized",
        `The secret "${name}" is not set in this workspace. An owner can add it in the settings.`,
      );
    const at = new Date();
    const body = JSON.stringify({ type: settings.type, timestamp: at.toISOString(), data: args });
    const signed = signWebhook({ key: context.idempotencyKey, at, body }, { name, secret });
    const { status } = await context.http.fetch({
      url: settings.url,
      method: "POST",
      headers: { "content-type": "application/json", ...signed },
      body,
      maxBytes: 100_000,
    });
    const webhookId = signed["webhook-id"];
    if (status < 300) return { result: { delivered: true, status, webhookId } };
    const host = new URL(settings.url).host;
    if (worthRepeating.has(status) || status >= 500)
      throw new AppError("ability_failed", `"${host}" answered ${status}, so the event was not taken.`);
    const error = `"${host}" refused the event with status ${status}.`;
    return { result: { error, status, webhookId }, isError: true };
  },
  preview: async (context, settings, args) => ({
    method: "POST",
    url: settings.url,
    signedWith: (await context.secret(settings.secret)) ?? "not set",
    body: { type: settings.type, timestamp: new Date().toISOString(), data: args },
  }),
};

import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import { addressOf, type BuiltRequest, buildRequest } from "#lib/openapi/build-request.ts";
import { encodeStrictly } from "#lib/openapi/serialize-value.ts";
import type { AbilityContext, AbilityExecutor } from "../execute-ability.ts";
import { readAnswer } from "../read-answer.ts";
import type { ApiOperationSettings, apiOperationDefinition } from "./definition.ts";
import { withFixed } from "./inputs.ts";
import { addCredential, type Credential, forgetToken, tokenFor } from "./sign-in.server.ts";

/** Calls the operation once; any status is a result, and those that may pass say when to try again. */
export const apiOperationExecutor: AbilityExecutor<typeof apiOperationDefinition> = {
  act: async (context, settings, args) => {
    const credentials = await readCredentials(context, settings);
    const request = made(context, settings, args);
    const tokens: string[] = [];
    for (const one of credentials) {
      const token = one.way.kind === "clientCredentials" ? await tokenFor(context, one) : "";
      if (token !== "") tokens.push(token);
      addCredential(request, one, token);
    }
    const answer = await context.http.fetch(finished(request));
    if (answer.status === 401) for (const one of credentials) forgetToken(one);
    return readAnswer(context, answer, {
      path: settings.resultPath,
      limit: settings.resultLimit,
      name: `${settings.operation || settings.path} answer`,
      isRead: ["GET", "HEAD", "OPTIONS"].includes(settings.method),
      secrets: [
        ...tokens,
        ...credentials.flatMap(({ secret }) => [secret, secret.slice(secret.indexOf(":") + 1)]),
      ],
    });
  },
  preview: async (context, settings, args) => {
    const credentials = await readCredentials(context, settings);
    const request = made(context, settings, args);
    for (const one of credentials) addCredential(request, one, `token from ${one.way.tokenUrl}`);
    const { headers, ...call } = finished(request);
    // Encoded, a stand-in would tell nobody that it is one.
    const readable = (text: string) =>
      credentials.reduce(
        (rest, { secret }) =>
          rest
            .replaceAll(encodeStrictly(secret), secret)
            .replaceAll(Buffer.from(secret).toString("base64"), secret),
        text,
      );
    const shown = Object.entries(headers).map(([name, value]) => [name, readable(value)]);
    return { ...call, url: readable(call.url), headers: Object.fromEntries(shown) };
  },
};

function made(
  context: AbilityContext,
  settings: ApiOperationSettings,
  args: Record<string, unknown>,
): BuiltRequest {
  const request = buildRequest(settings, withFixed(settings, args));
  request.headers.accept = "application/json, text/*;q=0.9, */*;q=0.5";
  if (!["GET", "HEAD", "OPTIONS"].includes(settings.method))
    request.headers["idempotency-key"] = context.idempotencyKey;
  return request;
}

function finished(request: BuiltRequest) {
  const { method, headers, cookies, body } = request;
  const all = cookies.length === 0 ? headers : { ...headers, cookie: cookies.join("; ") };
  return { url: addressOf(request), method, headers: all, ...(body === undefined ? {} : { body }) };
}

async function readCredentials(
  context: AbilityContext,
  settings: ApiOperationSettings,
): Promise<Credential[]> {
  const names = [settings.secret, settings.secondSecret];
  return Promise.all(
    settings.signIn.map(async (way, index) => {
      const name = names[index] ?? "";
      const secret = name === "" ? undefined : await context.secret(name);
      if (secret) return { way, secret };
      const message = `The secret "${name}" is not set in this workspace. An owner can add it in the settings.`;
      throw new AppError("provider_unauthorized", message);
    }),
  );
}

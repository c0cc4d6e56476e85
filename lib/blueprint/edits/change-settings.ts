import { AppError } from "#lib/foundation/errors.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import { type Blueprint, blueprintSettingsSchema } from "../schema.ts";

/** The document with some of its settings changed; throws `invalid_input` where they do not parse. */
export function changeSettings(document: Blueprint, patch: Record<string, unknown>): Blueprint {
  const parsed = blueprintSettingsSchema.safeParse({ ...document.settings, ...patch });
  if (parsed.success)
    return stableJson(parsed.data) === stableJson(document.settings)
      ? document
      : { ...document, settings: parsed.data };
  const details = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new AppError("invalid_input", details[0]?.message ?? "This does not fit.", { details });
}

import type { Translate } from "#lib/translations/translate.ts";

/** What to do next about a call that was refused; null where its own words say enough. */
export function adviceFor(result: unknown, t: Translate<"connections">): string | null {
  if (typeof result !== "object" || result === null) return null;
  if (
    "error" in result &&
    typeof result.error === "object" &&
    result.error !== null &&
    "code" in result.error
  )
    return forCode(String(result.error.code), t);
  return "status" in result && typeof result.status === "number" ? forStatus(result.status, t) : null;
}

function forStatus(status: number, t: Translate<"connections">): string | null {
  if (status === 401) return t("advice.secretRefused");
  if (status === 403) return t("advice.rightLacking");
  if (status === 404) return t("advice.nothingThere");
  if (status === 405) return t("advice.wrongMethod");
  if (status === 400 || status === 422) return t("advice.wrongValue");
  if (status === 429) return t("advice.slowDown");
  if (status >= 500) return t("advice.systemFailed");
  return null;
}

function forCode(code: string, t: Translate<"connections">): string | null {
  if (code === "egress_denied") return t("advice.hostDenied");
  if (code === "provider_unauthorized") return t("advice.checkSecret");
  if (code === "ability_timeout") return t("advice.nobodyAnswered");
  return null;
}

/** What to do next about a call that was refused; null where its own words say enough. */
export function adviceFor(result: unknown): string | null {
  if (typeof result !== "object" || result === null) return null;
  if (
    "error" in result &&
    typeof result.error === "object" &&
    result.error !== null &&
    "code" in result.error
  )
    return forCode(String(result.error.code));
  return "status" in result && typeof result.status === "number" ? forStatus(result.status) : null;
}

function forStatus(status: number): string | null {
  if (status === 401)
    return "The system does not accept the secret. Check its value, and whether it is the right one.";
  if (status === 403)
    return "The system knows the secret and does not allow this. Give it the right it lacks, or use another.";
  if (status === 404) return "Nothing is there. Check the values and the server's address, version included.";
  if (status === 405)
    return "The address is right and the method is not. The document may be of another version.";
  if (status === 400 || status === 422) return "A value does not suit the system. Its answer says which.";
  if (status === 429) return "The system asks to slow down. Wait a little, then try again.";
  if (status >= 500) return "The system itself failed. Try again later, or with other values.";
  return null;
}

function forCode(code: string): string | null {
  if (code === "egress_denied")
    return "This host may not be called from here. An owner can allow it in the settings under “Outgoing calls”.";
  if (code === "provider_unauthorized") return "Check the secret: is it there, and written as its hint says?";
  if (code === "ability_timeout") return "Nobody answered in time. Check the address, or try again.";
  return null;
}

const addressPattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9-]{1,63}$/;

/** A bare mail address: no display name, quotes, comments, groups or line breaks, which mail programs read differently. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && addressPattern.test(text);
}

/** An allow pattern: an address, `*@example.com`, or `*@*.example.com` for every name below. */
export function isRecipientPattern(text: string): boolean {
  return /^\*@(?:\*\.)?[A-Za-z0-9.-]+$/.test(text) || isMailAddress(text);
}

/** Whether the author lets an agent write to this address; an empty list lets it write to anybody. */
export function isAllowedRecipient(address: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  const [, domain = ""] = address.toLowerCase().split("@");
  return patterns.some((pattern) => {
    const wanted = pattern.trim().toLowerCase();
    if (wanted.startsWith("*@*.")) return domain.endsWith(wanted.slice(3));
    if (wanted.startsWith("*@")) return domain === wanted.slice(2);
    return address.toLowerCase() === wanted;
  });
}

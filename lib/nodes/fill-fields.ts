/** Replaces `{field}` and `{field.inner}` by the event's own values; an empty template gives the whole event as JSON. */
export function fillFields(template: string, event: unknown): string {
  if (template.trim() === "") return typeof event === "string" ? event : JSON.stringify(event ?? {});
  return template.replace(/\{([A-Za-z0-9_.]{1,120})\}/g, (whole, path: string) => {
    const value = path.split(".").reduce<unknown>((at, key) => ownValue(at, key), event);
    if (value === undefined) return whole;
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

function ownValue(holder: unknown, key: string): unknown {
  if (holder === null || typeof holder !== "object" || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<string, unknown>)[key];
}

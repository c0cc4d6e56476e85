import { uuidv7 } from "uuidv7";

/** A new time-sortable UUIDv7 (RFC 9562) in lower-case text form. */
export function newId(): string {
  return uuidv7();
}

/** Whether a text has the form of a UUID, which no slug has. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

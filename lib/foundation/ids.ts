import { uuidv7 } from "uuidv7";

/** A new time-sortable UUIDv7 (RFC 9562) in lower-case text form. */
export function newId(): string {
  return uuidv7();
}

/** What a failure says to a person, whatever was thrown. */
export type ReadableError = { code: string; message: string; details: { path: string; message: string }[] };

/** Reads an AppError, the body `{ error }` of a response, or anything else thrown. */
export function readError(caught: unknown): ReadableError {
  const body = typeof caught === "object" && caught !== null && "error" in caught ? caught.error : caught;
  if (typeof body !== "object" || body === null) {
    return { code: "internal", message: "Something went wrong. Try again.", details: [] };
  }
  if (body instanceof TypeError) {
    return {
      code: "unavailable",
      message: "The server cannot be reached. Check that it runs, then try again.",
      details: [],
    };
  }
  const code = "code" in body && typeof body.code === "string" ? body.code : "internal";
  const message =
    "message" in body && typeof body.message === "string" ? body.message : "Something went wrong. Try again.";
  const details = "details" in body && Array.isArray(body.details) ? body.details : [];
  return { code, message, details };
}

/**
 * What a page may load and run: this origin alone, and of inline scripts only those that carry the nonce made for this
 * answer. Only pages of the origins in `frameOrigins` may show it in a frame.
 */
export function contentSecurityPolicy(options: {
  nonce: string;
  frameOrigins: readonly string[];
  isDevelopment: boolean;
}): string {
  // What does not look like an origin could smuggle a directive of its own into the header.
  const ancestors = options.frameOrigins.filter((origin) => embedOriginPattern.test(origin));
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${options.nonce}'${options.isDevelopment ? " 'unsafe-eval'" : ""}`,
    // React writes style attributes, which no nonce can vouch for.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(" ")}`,
  ].join("; ");
}

/** An origin as `https://www.example.com` or `https://*.example.com:8443`, nothing behind it. */
export const embedOriginPattern =
  /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/i;

/**
 * What a page may load and run: this origin alone, and of inline scripts only those that carry the nonce made for this
 * answer. `embeddable` pages may stand in other people's frames.
 */
export function contentSecurityPolicy(options: {
  nonce: string;
  embeddable: boolean;
  isDevelopment: boolean;
}): string {
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
    ...(options.embeddable ? [] : ["frame-ancestors 'none'"]),
  ].join("; ");
}

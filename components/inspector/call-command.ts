/** A shell command that calls a webhook; a signed one makes the signature the way the server checks it. */
export function callCommand(url: string, secret: string | null, json = '{"order": 1042}'): string {
  const body = `'${json}'`;
  if (secret === null)
    return [`curl -X POST ${url} \\`, "  -H 'Content-Type: application/json' \\", `  -d ${body}`].join("\n");
  return [
    `SECRET='the value of ${secret}'`,
    `BODY=${body}`,
    "TIME=$(date +%s)",
    `SIGNATURE=$(printf '%s' "$TIME.$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //')`,
    `curl -X POST ${url} \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -H "X-Aimwright-Timestamp: $TIME" \\`,
    `  -H "X-Aimwright-Signature: sha256=$SIGNATURE" \\`,
    `  -d "$BODY"`,
  ].join("\n");
}

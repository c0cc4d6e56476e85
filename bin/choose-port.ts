import { createServer } from "node:net";

/** Whether somebody already listens there. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The first free port from the one given upward. */
export async function nextFreePort(host: string, from: number): Promise<number> {
  for (let port = from; port < Math.min(from + 500, 65_536); port++) {
    if (await isPortFree(host, port)) return port;
  }
  throw new Error(`No port between ${from} and ${from + 500} is free on ${host}. Choose one with PORT.`);
}

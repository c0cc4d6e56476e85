import { setTimeout as wait } from "node:timers/promises";
import { type EmbeddedServer, startEmbeddedPostgres } from "#db/embedded.server.ts";

/** The embedded PostgreSQL, brought back whenever it dies; its address stays the same. */
export type KeptPostgres = { url: () => string; stop: () => Promise<void> };

/** Starts the embedded PostgreSQL and watches over it. */
export async function keepPostgresRunning(options: {
  directory: string;
  report: (line: string) => void;
  onStart: (pid: number) => void;
}): Promise<KeptPostgres> {
  let stopping = false;
  const start = () => startEmbeddedPostgres({ directory: options.directory, takeOver: true });
  let server: EmbeddedServer = await start();
  options.onStart(server.pid);
  const watched = watch();

  async function watch(): Promise<void> {
    for (let delay = 100; ; ) {
      await server.exited;
      if (stopping) return;
      options.report("PostgreSQL ended; starting it again.");
      try {
        server = await start();
        delay = 100;
        options.onStart(server.pid);
      } catch (error) {
        options.report(error instanceof Error ? error.message : String(error));
        await wait(delay);
        delay = Math.min(delay * 2, 10_000);
      }
      if (stopping) return server.stop();
    }
  }

  return {
    url: () => server.url,
    stop: async () => {
      stopping = true;
      await server.stop();
      await watched;
    },
  };
}

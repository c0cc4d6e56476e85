import "server-only";
import pg from "pg";
import { log } from "#lib/foundation/log.server.ts";

/**
 * Listens on PostgreSQL channels over one connection of its own and comes back by itself when the connection breaks.
 * `onGap` is called after each (re)connection: what was notified in between has been missed.
 */
export function listenForever(
  databaseUrl: string,
  channels: string[],
  onNotice: (channel: string, payload: string) => void,
  onGap: () => void = () => undefined,
): () => Promise<void> {
  let stopped = false;
  let current: pg.Client | undefined;
  const connect = async (pause: number): Promise<void> => {
    if (stopped) return;
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    let lost = false;
    const again = (caught?: unknown) => {
      if (lost || stopped) return;
      lost = true;
      if (caught) log().warn({ err: caught }, "the listening connection was lost; connecting again");
      client.end().catch(() => undefined);
      setTimeout(() => void connect(Math.min(pause * 2, 2000)), pause);
    };
    client.on("error", again);
    client.on("end", () => again());
    client.on("notification", (notice) => onNotice(notice.channel, notice.payload ?? ""));
    try {
      await client.connect();
      for (const channel of channels) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      current = client;
      pause = 50;
      onGap();
    } catch (caught) {
      again(caught);
    }
  };
  void connect(50);
  return async () => {
    stopped = true;
    await current?.end().catch(() => undefined);
  };
}

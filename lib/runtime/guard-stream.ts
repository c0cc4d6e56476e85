import type { PlannedNode } from "./plan.ts";

/** The text of one turn on its way to the reader. */
export type GuardedStream = {
  push: (piece: string) => void;
  /** Begins anew: another model takes over the turn. */
  reset: () => void;
};

/**
 * Sends a growing text on as far as no guard can still change it: what was sent is always the beginning of what the
 * guards leave of the whole text, and nothing they mask or block. The rest arrives with the completed message.
 */
export function guardStream(guards: PlannedNode<"inspect">[], send: (piece: string) => void): GuardedStream {
  const watching = guards.filter(({ node, executor }) => executor.watches(node.config as never, "output"));
  let raw = "";
  let looked = 0;
  let sent = 0;
  let stopped = false;

  const advance = () => {
    let current = raw;
    for (const { node, executor } of watching) {
      const release = executor.release(node.config as never, current);
      current = release.text;
      if (release.blocked) stopped = true;
    }
    // Half a character cannot be stored.
    const half = /[\ud800-\udbff]$/.test(current) ? 1 : 0;
    const settled = current.slice(0, current.length - half);
    if (settled.length > sent) send(settled.slice(sent));
    sent = Math.max(sent, settled.length);
  };

  return {
    push: (piece) => {
      raw += piece;
      // Every look reads the whole text: looking at each half percent keeps the sum linear.
      if (stopped || raw.length - looked < raw.length / 200) return;
      looked = raw.length;
      advance();
    },
    reset: () => {
      raw = "";
      looked = 0;
      sent = 0;
      stopped = false;
    },
  };
}

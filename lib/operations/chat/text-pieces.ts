type TextChunk =
  | { type: "text-start" | "text-end"; id: string }
  | { type: "text-delta"; id: string; delta: string };

/** Turns pieces with offsets, which may come again, into text parts that only ever grow. */
export function textPieces(write: (chunk: TextChunk) => void) {
  let open: { id: string; sent: string } | null = null;

  function end(): void {
    if (open) write({ type: "text-end", id: open.id });
    open = null;
  }

  function growTo(id: string, whole: string): void {
    if (open?.id !== id) {
      end();
      open = { id, sent: "" };
      write({ type: "text-start", id });
    }
    // What was shown cannot be taken back here; a text that begins otherwise comes whole at its end.
    if (!whole.startsWith(open.sent) || whole === open.sent) return;
    write({ type: "text-delta", id, delta: whole.slice(open.sent.length) });
    open.sent = whole;
  }

  return {
    add: (id: string, piece: { offset: number; text: string }): void => {
      const before = open?.id === id ? open.sent : "";
      if (piece.offset <= before.length) growTo(id, before.slice(0, piece.offset) + piece.text);
    },
    complete: (id: string, text: string): void => {
      growTo(open && text.startsWith(open.sent) ? open.id : id, text);
      end();
    },
    end,
  };
}

import type { Designer } from "#components/canvas/store/designer.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** Waits until what was written is with the server; rejects with `notYet` where saving does not go on by itself. */
export function untilSaved({ session }: Designer, notYet: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { save } = session.getState();
      if (save.is === "unsaved" || save.is === "saving") return;
      stop();
      if (save.is === "saved") resolve();
      else reject(new AppError("conflict", notYet));
    };
    const stop = session.subscribe(look);
    look();
  });
}

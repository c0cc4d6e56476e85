import type { Designer } from "#components/canvas/store/designer.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** Waits until what was written is with the server; rejects where saving does not go on by itself. */
export function untilSaved({ session }: Designer): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { save } = session.getState();
      if (save.is === "unsaved" || save.is === "saving") return;
      stop();
      if (save.is === "saved") resolve();
      else
        reject(
          new AppError(
            "conflict",
            "Your latest change is not saved yet. See the top of the page, then try again.",
          ),
        );
    };
    const stop = session.subscribe(look);
    look();
  });
}

import type { Page, Request } from "playwright";
import { round } from "./round.ts";

/** Milliseconds from following an address until the page rests: content there, nothing loading any more. */
export async function openMs(page: Page, url: string, shown: string): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  const ms = await page.waitForFunction(
    (selector) =>
      document.querySelector(selector) !== null &&
      document.querySelector('[aria-busy="true"], .shimmer') === null
        ? performance.now()
        : false,
    shown,
    { polling: "raf", timeout: 60_000 },
  );
  return round(Number(await ms.jsonValue()));
}

/** Frames a second while the pointer drags from one place by an offset, and the longest gap between two frames. */
export async function dragFps(
  page: Page,
  from: { x: number; y: number },
  by: { x: number; y: number },
): Promise<{ fps: number; longestMs: number }> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 4, from.y + 4);
  await page.evaluate(() => {
    const frames: number[] = [];
    const tick = (at: number) => {
      frames.push(at);
      Object.assign(window, { benchFrame: requestAnimationFrame(tick) });
    };
    Object.assign(window, { benchFrames: frames, benchFrame: requestAnimationFrame(tick) });
  });
  const steps = 120;
  for (let step = 1; step <= steps; step++)
    await page.mouse.move(from.x + (by.x * step) / steps, from.y + (by.y * step) / steps);
  const frames = await page.evaluate(() => {
    const bench = window as unknown as { benchFrames: number[]; benchFrame: number };
    cancelAnimationFrame(bench.benchFrame);
    return bench.benchFrames;
  });
  await page.mouse.up();
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  const passed = (frames.at(-1) ?? 0) - (frames[0] ?? 0);
  return { fps: round((gaps.length / passed) * 1000), longestMs: round(Math.max(0, ...gaps)) };
}

/** Counts, from now on, what React draws again inside the canvas; must be called before the page is opened. */
export async function countCanvasRenders(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Fiber = {
      flags: number;
      alternate: Fiber | null;
      child: Fiber | null;
      sibling: Fiber | null;
      tag: number;
      memoizedProps: Record<string, unknown> | null;
    };
    const counts = { canvas: 0, cards: 0 };
    // Function components, with and without memo; the numbers are React's own.
    const functions = new Set([0, 11, 14, 15]);
    const isCanvas = (fiber: Fiber) => fiber.memoizedProps?.["data-testid"] === "canvas";
    const isCard = (fiber: Fiber) =>
      typeof fiber.memoizedProps?.id === "string" && "selected" in fiber.memoizedProps;
    const walk = (fiber: Fiber, inside: boolean, card: boolean): void => {
      const within = inside || isCanvas(fiber);
      const inCard = card || (within && isCard(fiber));
      const before = fiber.alternate;
      if (within && before && functions.has(fiber.tag) && (fiber.flags & 1) === 1)
        counts[inCard ? "cards" : "canvas"]++;
      // What was passed over keeps its children, with the marks of an earlier drawing.
      if (before && fiber.child === before.child) return;
      for (let child = fiber.child; child; child = child.sibling) {
        walk(child, within, inCard);
      }
    };
    Object.assign(window, {
      benchRenders: counts,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        renderers: new Map(),
        inject: () => 1,
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
        onCommitFiberRoot: (_id: number, root: { current: Fiber }) => walk(root.current, false, false),
      },
    });
  });
}

/** What {@link countCanvasRenders} counted since the last reading: the drawing surface, and the cards and wires on it. */
export async function readCanvasRenders(page: Page): Promise<{ canvas: number; cards: number }> {
  return await page.evaluate(() => {
    const { benchRenders } = window as unknown as { benchRenders: { canvas: number; cards: number } };
    const read = { ...benchRenders };
    Object.assign(benchRenders, { canvas: 0, cards: 0 });
    return read;
  });
}

/**
 * Script bytes, compressed as sent, that a page needs for what it shows, by address. The browser is told to save data:
 * what a page would fetch ahead once it is at rest is no part of it, however slow the machine.
 */
export async function scriptBytes(page: Page, url: string, shown: string): Promise<Map<string, number>> {
  const bytes = new Map<string, number>();
  const pending: Promise<void>[] = [];
  const weigh = (request: Request) => {
    if (request.resourceType() !== "script") return;
    pending.push(
      request.sizes().then(({ responseBodySize }) => {
        bytes.set(request.url(), responseBodySize);
      }),
    );
  };
  page.on("requestfinished", weigh);
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true });
  });
  await openMs(page, url, shown);
  // What the server draws is shown before the scripts of its page are there.
  await page.waitForLoadState("load");
  // Nobody would wait for the size of what is loaded from here on.
  page.off("requestfinished", weigh);
  await Promise.all(pending);
  return bytes;
}

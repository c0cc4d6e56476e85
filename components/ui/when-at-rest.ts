const waiting: (() => Promise<unknown>)[] = [];
let watching = false;

/** Fetches something once the page has shown what was asked for: nothing loading, the browser idle, no data to be saved. */
export function whenAtRest(fetchIt: () => Promise<unknown>): void {
  if (typeof window === "undefined" || savesData()) return;
  waiting.push(fetchIt);
  if (watching) return;
  watching = true;
  look();
}

function look(): void {
  setTimeout(() => (isAtRest() ? idle(next) : look()), 600);
}

// One after the other, so that what somebody asks for meanwhile is not kept waiting.
function next(): void {
  const fetchIt = waiting.shift();
  if (!fetchIt) {
    watching = false;
    return;
  }
  // What cannot be fetched now is fetched, and its failure told, when it is asked for.
  fetchIt().then(
    () => idle(next),
    () => idle(next),
  );
}

function isAtRest(): boolean {
  return (
    document.readyState === "complete" && document.querySelector('[aria-busy="true"], .shimmer') === null
  );
}

function idle(then: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(then, { timeout: 5_000 });
  else setTimeout(then, 50);
}

function savesData(): boolean {
  const connection: unknown = "connection" in navigator ? navigator.connection : undefined;
  return typeof connection === "object" && connection !== null && "saveData" in connection
    ? connection.saveData === true
    : false;
}

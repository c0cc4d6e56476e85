// Asks for what the page will show while its scripts are still coming; the caller of the API takes each answer once.
(() => {
  const addresses = JSON.parse(document.currentScript.dataset.addresses ?? "[]");
  const at = Date.now();
  const ask = (address) => {
    const answer = fetch(address, { credentials: "same-origin", cache: "no-store" });
    // Whoever takes the answer is told of its failure; an answer nobody takes concerns nobody.
    answer.catch(() => undefined);
    return [address, { at, answer }];
  };
  globalThis.askedAhead = new Map(addresses.map(ask));
})();

/** A passage's vector as searches compare it. */
export type PassageVector = { passageId: string; vector: Float32Array };

const mostBytes = 128 * 1024 * 1024;

/**
 * Keeps the vectors of a few dataset versions in memory, the longest unused dropped first. A key must name everything
 * the vectors depend on: nothing is ever taken back.
 */
export function createVectorCache(budget: number = mostBytes) {
  const kept = new Map<string, PassageVector[]>();
  const loading = new Map<string, Promise<PassageVector[]>>();

  const remember = (key: string, rows: PassageVector[]) => {
    kept.delete(key);
    kept.set(key, rows);
    let bytes = 0;
    for (const each of [...kept.keys()].reverse()) {
      bytes += sizeOf(kept.get(each) ?? []);
      if (bytes > budget) kept.delete(each);
    }
  };

  return {
    size: () => kept.size,
    /** The vectors under the key, loaded once however many ask at the same time; kept when they still hold once loaded. */
    read: async (
      key: string,
      load: () => Promise<PassageVector[]>,
      stillHolds: () => Promise<boolean> = async () => true,
    ): Promise<PassageVector[]> => {
      const found = kept.get(key);
      if (found) {
        remember(key, found);
        return found;
      }
      let pending = loading.get(key);
      if (!pending) {
        pending = loadAndKeep().finally(() => loading.delete(key));
        loading.set(key, pending);
      }
      return await pending;

      async function loadAndKeep() {
        const rows = await load();
        if (await stillHolds()) remember(key, rows);
        return rows;
      }
    },
  };
}

function sizeOf(rows: readonly PassageVector[]): number {
  return rows.length * ((rows[0]?.vector.byteLength ?? 0) + 200);
}

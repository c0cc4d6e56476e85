"use client";

import { useCallback, useEffect, useState } from "react";

const parameter = "at";

/** The sequence number a run is looked at, kept in the address as `?at=`; null is its newest state. */
export function useMoment(): [
  number | null,
  (next: number | null | ((before: number | null) => number | null)) => void,
] {
  const [moment, setState] = useState<number | null>(null);
  useEffect(() => {
    const given = Number(new URLSearchParams(window.location.search).get(parameter));
    if (Number.isInteger(given) && given > 0) setState(given);
  }, []);
  useEffect(() => {
    const address = new URL(window.location.href);
    if (moment === null) return;
    address.searchParams.set(parameter, String(moment));
    // A slider moves faster than browsers take changes of the address.
    const timer = setTimeout(() => window.history.replaceState(null, "", address), 200);
    return () => clearTimeout(timer);
  }, [moment]);
  const set = useCallback<ReturnType<typeof useMoment>[1]>((next) => {
    setState((before) => {
      const after = typeof next === "function" ? next(before) : next;
      if (after === null && before !== null) {
        const address = new URL(window.location.href);
        address.searchParams.delete(parameter);
        window.history.replaceState(null, "", address);
      }
      return after;
    });
  }, []);
  return [moment, set];
}

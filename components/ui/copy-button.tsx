"use client";

import { useEffect, useState } from "react";
import { IconButton } from "./icon-button.tsx";
import { showFailure } from "./toast.tsx";

/** Copies `text` and says so for two seconds. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      showFailure(new Error("The browser refused the clipboard. Select the text and copy it by hand."));
    }
  }
  return (
    <IconButton icon={copied ? "check" : "copy"} label={copied ? "Copied" : label} onClick={copy} size={28} />
  );
}

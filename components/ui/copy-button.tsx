"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./icon-button.tsx";
import { showFailure } from "./toast.tsx";

/** Copies `text` and says so for two seconds. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTranslations("ui");
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
      showFailure(new Error(t("clipboardRefused")));
    }
  }
  return (
    <IconButton
      icon={copied ? "check" : "copy"}
      label={copied ? t("copied") : (label ?? t("copy"))}
      onClick={copy}
      size={28}
    />
  );
}

"use client";

import { useTranslations } from "use-intl";
import { hueColor } from "#components/canvas/hues.ts";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { Icon } from "#components/ui/icon.tsx";

/** Opens the wizard that makes abilities of another system's operations. */
export function ConnectButton({ onOpen }: { onOpen?: (() => void) | undefined }) {
  const t = useTranslations("connections");
  const { session } = useDesigner();
  return (
    <button
      type="button"
      data-testid="connect-system"
      onClick={() => {
        session.setState({ connectOpen: true });
        onOpen?.();
      }}
      className="mt-1.5 flex w-full items-center gap-2.5 rounded-md border border-line border-dashed px-1.5 py-1.5 text-left transition-colors hover:border-edge hover:bg-hover active:bg-pressed"
    >
      <span
        className="flex size-7 shrink-0 items-center justify-center rounded-md"
        style={{ background: hueColor("ability", "soft"), color: hueColor("ability") }}
      >
        <Icon name="network" size={15} />
      </span>
      <span className="min-w-0">
        <span className="block truncate text-sm leading-[18px]">{t("connectMore")}</span>
        <span className="block truncate text-muted text-xs leading-[15px]">
          {t("fromItsOpenapiDocument")}
        </span>
      </span>
    </button>
  );
}

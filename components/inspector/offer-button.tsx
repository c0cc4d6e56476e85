"use client";

import { useTranslations } from "use-intl";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import type { Issue } from "#lib/blueprint/issue.ts";

/** Takes an offered change of an issue into the document, as one step that can be undone. */
export function OfferButton({ issue, className }: { issue: Issue; className?: string }) {
  const t = useTranslations("inspector");
  const designer = useDesigner();
  const { node, offer } = issue;
  if (!node || !offer) return null;
  const take = () => {
    try {
      designer.document.edit((document) => changeConfig(document, node, { [offer.field]: offer.value }));
      showDone(t("changedUndo"));
    } catch (caught) {
      showFailure(caught);
    }
  };
  return <OfferLink label={offer.label} onClick={take} className={className} />;
}

/** The button of an offered change; long texts wrap. */
export function OfferLink({
  label,
  onClick,
  className,
}: {
  label: string;
  onClick: () => void;
  className?: string | undefined;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={classNames(
        "inline-flex min-h-6 items-start gap-1.5 rounded-md border border-line bg-panel px-2 py-1 text-left text-text text-xs transition-colors hover:border-edge hover:bg-hover",
        className,
      )}
    >
      <Icon name="sparkles" size={13} className="mt-px shrink-0 text-accent" />
      {label}
    </button>
  );
}

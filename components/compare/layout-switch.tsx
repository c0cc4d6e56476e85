import { useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import type { ComparisonLayout } from "./comparison.tsx";

const layouts = ["side", "over"] as const;

/** Switches a comparison between two drawings and one. */
export function LayoutSwitch({
  value,
  onChange,
}: {
  value: ComparisonLayout;
  onChange: (layout: ComparisonLayout) => void;
}) {
  const t = useTranslations("compare");
  return (
    <fieldset className="inline-flex rounded-md border border-line p-0.5">
      <legend className="sr-only">{t("layout")}</legend>
      {layouts.map((layout) => (
        <button
          key={layout}
          type="button"
          aria-pressed={value === layout}
          onClick={() => onChange(layout)}
          className={classNames(
            "h-6 rounded px-2 text-xs",
            value === layout ? "bg-accent-soft font-medium text-accent" : "text-muted hover:text-text",
          )}
        >
          {t(`layouts.${layout}`)}
        </button>
      ))}
    </fieldset>
  );
}

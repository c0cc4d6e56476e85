import { useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import { valueText } from "./value-text.ts";

/** One side of a change; a sign before it says which, so that colour is never alone. */
export function ValueBox({ value, sign, empty }: { value: unknown; sign?: "-" | "+"; empty?: string }) {
  const t = useTranslations("compare");
  const text = valueText(value, t);
  return (
    <div
      className={classNames(
        "flex gap-2 rounded-md border border-line px-2 py-1.5 text-sm",
        sign === "+" ? "bg-ok-soft" : sign === "-" ? "bg-failed-soft" : "bg-ground",
      )}
    >
      {sign && (
        <>
          <span aria-hidden className="select-none font-mono text-muted">
            {sign === "+" ? "+" : "−"}
          </span>
          <span className="sr-only">{sign === "+" ? t("after") : t("before")}</span>
        </>
      )}
      <span
        dir="auto"
        className={classNames(
          "max-h-40 min-w-0 flex-1 overflow-auto whitespace-pre-wrap break-words",
          text === "" && "text-muted italic",
        )}
      >
        {text === "" ? (empty ?? t("empty")) : text}
      </span>
    </div>
  );
}

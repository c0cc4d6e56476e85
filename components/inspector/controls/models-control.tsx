import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { asWords, type ControlProps } from "../control-props.ts";
import { ModelInput } from "./model-control.tsx";

/** Models in the order they are tried. */
export function ModelsControl({ value, onChange }: ControlProps) {
  const t = useTranslations("inspector");
  const models = asWords(value);
  return (
    <div className="flex flex-col items-start gap-1.5">
      {models.map((model, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the order is what identifies an entry
        <div key={index} className="flex w-full items-start gap-1">
          <ModelInput
            label={`Model ${index + 1}`}
            value={model}
            onChange={(next) => onChange(models.map((other, at) => (at === index ? (next ?? "") : other)))}
          />
          <IconButton
            icon="x"
            label={`Remove model ${index + 1}`}
            onClick={() => onChange(models.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        size="sm"
        icon="plus"
        disabled={models.length >= 5}
        onClick={() => onChange([...models, "fast"])}
      >
        {t("addModel")}
      </Button>
    </div>
  );
}

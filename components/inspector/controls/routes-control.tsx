import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { asRecords, asText, type ControlProps } from "../control-props.ts";
import { CelInput } from "./cel-control.tsx";
import { ItemCard } from "./item-card.tsx";
import { ModelInput } from "./model-control.tsx";

/** Conditions in the order they are tried, each with the model of the turns for which it holds. */
export function RoutesControl({ value, onChange, path, problemAt }: ControlProps) {
  const t = useTranslations("inspector");
  const routes = asRecords(value);
  const change = (index: number, patch: Record<string, string>) =>
    onChange(routes.map((route, at) => (at === index ? { ...route, ...patch } : route)));
  return (
    <div className="flex flex-col items-start gap-2">
      {routes.map((route, index) => (
        <ItemCard
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what identifies an entry
          key={index}
          title={`Rule ${index + 1}`}
          onRemove={() => onChange(routes.filter((_, at) => at !== index))}
        >
          <Field label={t("when")} error={problemAt(`${path}.${index}.when`)}>
            <CelInput
              value={asText(route.when)}
              placeholder="turn == 1 && words < 20"
              onChange={(when) => change(index, { when })}
            />
          </Field>
          <ModelInput
            label={`Model of rule ${index + 1}`}
            value={asText(route.model)}
            onChange={(model) => change(index, { model: model ?? "fast" })}
          />
        </ItemCard>
      ))}
      <Button size="sm" icon="plus" onClick={() => onChange([...routes, { when: "", model: "fast" }])}>
        {t("addRule")}
      </Button>
    </div>
  );
}

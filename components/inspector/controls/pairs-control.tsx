import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { asRecords, asText, type ControlProps } from "../control-props.ts";

/** Names with values. */
export function PairsControl({ control, value, onChange }: ControlProps) {
  const t = useTranslations("inspector");
  const pairs = asRecords(value);
  const change = (index: number, patch: Record<string, string>) =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...patch } : pair)));
  return (
    <div className="flex flex-col items-start gap-1.5">
      {pairs.map((pair, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what identifies an entry
        <div key={index} className="flex w-full items-center gap-1">
          <Input
            mono
            className="!w-2/5 text-xs"
            aria-label={`${control.label}, name ${index + 1}`}
            placeholder="name"
            value={asText(pair.name)}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <Input
            className="text-xs"
            aria-label={`${control.label}, value ${index + 1}`}
            placeholder="value"
            value={asText(pair.value)}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <IconButton
            icon="x"
            label={`Remove pair ${index + 1}`}
            onClick={() => onChange(pairs.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="sm" icon="plus" onClick={() => onChange([...pairs, { name: "", value: "" }])}>
        {t("add")}
      </Button>
    </div>
  );
}

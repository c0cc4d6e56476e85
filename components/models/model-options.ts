import type { SelectOption } from "#components/ui/select.tsx";
import type { Translate } from "#lib/translations/translate.ts";
import type { OfferedModels } from "./use-models.ts";

/** The models of every usable provider as options, under the provider's name and with their price. */
export function modelOptions(
  t: Translate<"models">,
  offered: OfferedModels | undefined,
  use: "chat" | "embedding",
): SelectOption[] {
  if (!offered) return [];
  return offered.providers.flatMap((provider) =>
    offered.items
      .filter((model) => model.provider === provider.id && model.use === use)
      .map((model) => ({
        value: model.ref,
        label: model.ref,
        hint: priceHint(t, model),
        group: provider.label,
      })),
  );
}

const dollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 4,
});

function priceHint(
  t: Translate<"models">,
  { inputPrice, outputPrice }: OfferedModels["items"][number],
): string {
  if (inputPrice === 0 && outputPrice === 0) return t("free");
  if (inputPrice === null) return t("priceUnknown");
  const input = dollars.format(inputPrice);
  return outputPrice === null
    ? t("pricePerMillion", { input })
    : t("pricesPerMillion", { input, output: dollars.format(outputPrice) });
}

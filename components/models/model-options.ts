import type { SelectOption } from "#components/ui/select.tsx";
import type { OfferedModels } from "./use-models.ts";

/** The models of every usable provider as options, under the provider's name and with their price. */
export function modelOptions(offered: OfferedModels | undefined, use: "chat" | "embedding"): SelectOption[] {
  if (!offered) return [];
  return offered.providers.flatMap((provider) =>
    offered.items
      .filter((model) => model.provider === provider.id && model.use === use)
      .map((model) => ({
        value: model.ref,
        label: model.ref,
        hint: priceHint(model),
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

function priceHint({ inputPrice, outputPrice }: OfferedModels["items"][number]): string {
  if (inputPrice === 0 && outputPrice === 0) return "Free, and no language model";
  if (inputPrice === null) return "Price unknown";
  const output = outputPrice === null ? "" : ` in, ${dollars.format(outputPrice)} out`;
  return `${dollars.format(inputPrice)}${output} per million tokens`;
}

"use client";

import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { StyleGuide } from "#lib/blueprint/style-guide.ts";

const empty: StyleGuide = { tone: "", greeting: "", signOff: "", avoid: [], sentenceWords: null };

/** How everything the blueprint says to people sounds; left empty it says nothing. */
export function StyleForm({
  style = empty,
  change,
}: {
  style: StyleGuide | undefined;
  change: (style: StyleGuide | undefined) => void;
}) {
  const t = useTranslations("inspector");
  const put = (patch: Partial<StyleGuide>) => {
    const next = { ...style, ...patch };
    if (JSON.stringify(next) === JSON.stringify(style)) return;
    change(JSON.stringify(next) === JSON.stringify(empty) ? undefined : next);
  };
  return (
    <details className="rounded-lg border border-line" open={style !== empty || undefined}>
      <summary className="cursor-pointer px-3 py-2 font-medium">
        {t("styleGuide")}
        <span className="block font-normal text-muted text-xs">{t("styleGuideHint")}</span>
      </summary>
      <div className="flex flex-col gap-3 border-line border-t p-3">
        <Field label={t("tone")}>
          <Textarea
            key={`tone ${style.tone}`}
            defaultValue={style.tone}
            maxLength={500}
            placeholder={t("tonePlaceholder")}
            onBlur={(event) => put({ tone: event.target.value.trim() })}
          />
        </Field>
        <Field label={t("styleGreeting")} hint={t("styleGreetingHint")}>
          <Input
            key={`greeting ${style.greeting}`}
            defaultValue={style.greeting}
            maxLength={200}
            onBlur={(event) => put({ greeting: event.target.value.trim() })}
          />
        </Field>
        <Field label={t("signOff")} hint={t("signOffHint")}>
          <Input
            key={`signOff ${style.signOff}`}
            defaultValue={style.signOff}
            maxLength={200}
            onBlur={(event) => put({ signOff: event.target.value.trim() })}
          />
        </Field>
        <Field label={t("wordsToAvoid")} hint={t("wordsToAvoidHint")}>
          <Textarea
            mono
            key={JSON.stringify(style.avoid)}
            defaultValue={style.avoid
              .map(({ word, say }) => (say === "" ? word : `${word} = ${say}`))
              .join("\n")}
            placeholder="utilise = use"
            onBlur={(event) => put({ avoid: readAvoid(event.target.value) })}
          />
        </Field>
        <Field label={t("sentenceWords")} hint={t("sentenceWordsHint")}>
          <Input
            inputMode="numeric"
            key={`sentenceWords ${style.sentenceWords}`}
            defaultValue={style.sentenceWords ?? ""}
            onBlur={(event) => {
              const words = Math.round(Number(event.target.value));
              put({ sentenceWords: words > 0 ? Math.min(60, Math.max(5, words)) : null });
            }}
          />
        </Field>
      </div>
    </details>
  );
}

function readAvoid(text: string): StyleGuide["avoid"] {
  return text
    .split("\n")
    .map((line) => {
      const [word = "", ...say] = line.split("=");
      return { word: word.trim().slice(0, 80), say: say.join("=").trim().slice(0, 80) };
    })
    .filter(({ word }) => word !== "")
    .slice(0, 100);
}

"use client";

import { useLayoutEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useFaceOf } from "../use-face-of.ts";
import { createDesigner, type Designer, type DesignerWords, type LoadedBlueprint } from "./designer.ts";

/** A designer of its own for a loaded blueprint; its commands speak the language the page is shown in. */
export function useNewDesigner(loaded: LoadedBlueprint): Designer {
  const t = useTranslations("canvas");
  const faceOf = useFaceOf();
  const words = useMemo((): DesignerWords => ({ t, faceOf }), [t, faceOf]);
  const [designer] = useState(() => createDesigner(loaded, words));
  useLayoutEffect(() => void Object.assign(designer.words, words), [designer, words]);
  return designer;
}

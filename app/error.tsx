"use client";

import { PageFailure, type PageFailureProps } from "#components/shell/page-failure.tsx";

/** Outside the studio nothing but this is left of a page that failed. */
export default function PageError(props: PageFailureProps) {
  return (
    <main>
      <PageFailure {...props} />
    </main>
  );
}

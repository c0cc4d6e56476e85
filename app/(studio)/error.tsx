"use client";

import { PageFailure } from "#components/shell/page-failure.tsx";

// Inside the studio, so that the way to every other page stays.
export default PageFailure;

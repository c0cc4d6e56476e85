/** Ways to search a dataset: by shared words, by closeness of meaning, or both with their ranks fused. */
export const searchModes = ["keyword", "vector", "hybrid"] as const;

/** One of {@link searchModes}. */
export type SearchMode = (typeof searchModes)[number];

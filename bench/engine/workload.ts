/** How many functions start on one `bench/fan`. */
export const fanFunctions = 20;

/** How many runs of `bench/shared` may be at work together, and how many of one user. */
export const sharedLimits = { all: 6, user: 2 };

/** How long the step of `bench/ranked` and of `bench/shared` takes. */
export const workMs = { ranked: 5, shared: 15, slow: 20_000 };

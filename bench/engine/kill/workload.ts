/** How many steps a run of the trials has. */
export const stepCount = 5;

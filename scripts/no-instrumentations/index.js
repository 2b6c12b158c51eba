/** What the Inngest SDK asks of the package that this one stands for: no library is instrumented. */
export const getNodeAutoInstrumentations = () => [];

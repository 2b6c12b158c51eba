/**
 * What stands in a text field of the page as the server sent it when React takes it over: words that were typed before
 * the page was live, which no event tells of. To be read in the first layout effect, before anything is drawn anew.
 */
export function typedBeforeLoad(fieldId: string): string {
  const field = document.getElementById(fieldId);
  return field instanceof HTMLTextAreaElement ? field.value : '';
}

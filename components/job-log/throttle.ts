/**
 * Makes a function that starts `work`, unless it runs or began less than `everyMs` ago: all calls until then are merged
 * into one more run afterwards. So what a call was made for is always seen by a run that began after it.
 */
export function throttle(work: () => Promise<unknown>, { everyMs }: { everyMs: number }): () => void {
  let busy = false;
  let again = false;

  async function run(): Promise<void> {
    busy = true;
    again = false;
    const pause = new Promise((resolve) => setTimeout(resolve, everyMs));
    await work().catch(() => {}); // whoever works shows its own failure
    await pause;
    busy = false;
    if (again) void run();
  }

  return () => {
    if (busy) again = true;
    else void run();
  };
}

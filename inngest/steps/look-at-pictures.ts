import type { Stage, StageContext } from '#inngest/stage.ts';
import { AppError, toAppError } from '#lib/errors.ts';
import { saveReading, saveSource } from '#lib/evidence/evidence.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { runtime } from '#lib/server/runtime.ts';
import { locatePicture, namePicture, readPicture, visionSourceId } from '#lib/vision/index.ts';
import { recordLook } from './record-look.ts';
import { tellFound, tellMissingEvents, tellRead } from './tell-pages.ts';

const longestLookMs = 120_000;

/** Throws `vision_off` with the reason when a job names pictures and nobody here can look at them. */
export function checkPictures(images: readonly string[] | undefined): void {
  const { off } = runtime().vision;
  if (!images || off === null) return;
  const fields = [{ path: 'input_data.images', message: off }];
  throw new AppError('vision_off', `input_data.images: ${off}`, { fields });
}

/**
 * Looks once at each picture that a job names, side by side, each a step of its own: what is said of it becomes a page of
 * the job's evidence under the picture's address. A picture that fails costs only itself and is told.
 */
export async function lookAtPictures({
  stage,
  question,
  plan,
  images = [],
}: {
  stage: Stage;
  question: string;
  plan: Plan;
  images: readonly string[] | undefined;
}): Promise<void> {
  const pictures = await nameEachOnce(stage, [...new Set(images)]);
  await Promise.all(
    pictures.map((image, index) => {
      const label = `Look at ${namePicture(image)}`;
      return stage(`look:${index + 1}`, { phase: 'gather', label, progress: 0.1 }, (context) =>
        lookAtPicture(context, { image, question, parts: plan.sub_questions.length }),
      );
    }),
  );
}

/** One name for each picture: a file may be named by its path, with detours, and by its address. */
async function nameEachOnce(stage: Stage, images: string[]): Promise<string[]> {
  if (images.length < 2) return images;
  return stage('look', { phase: 'gather', label: 'Find the pictures', progress: 0.1 }, async () => {
    const names = new Map<string, string>();
    for (const image of images) {
      const { url } = await locatePicture(image, runtime().documentFolders);
      if (!names.has(url)) names.set(url, image);
    }
    return [...names.values()];
  });
}

async function lookAtPicture(
  context: StageContext,
  { image, question, parts }: { image: string; question: string; parts: number },
): Promise<{ failed: string | null }> {
  const { db, tellOnce } = context;
  const { sourceStates, vision, documentFolders } = runtime();
  const place = await locatePicture(image, documentFolders);
  const { url } = place;
  const title = `Picture: ${namePicture(image)}`;
  const id = await remember(context, { url, title, parts });
  if (await tellMissingEvents(context, { id })) return { failed: null };
  await tellFound(context, { id, sourceId: visionSourceId, url, title });
  const signal = AbortSignal.any([context.signal, context.finishing, AbortSignal.timeout(longestLookMs)]);
  try {
    const picture = await readPicture(place, { signal });
    const text = await recordLook(context, { bytes: picture.bytes, question }, () =>
      sourceStates.observe(visionSourceId, () => vision.look({ picture, question, signal }), {
        signal,
        words: question,
      }),
    );
    const snapshotId = await saveReading(db, { id, page: { url, title, text }, failure: null });
    await tellRead(context, { id, url, title, snapshotId: snapshotId as string, characters: text.length });
    return { failed: null };
  } catch (thrown) {
    context.signal.throwIfAborted();
    const reason = signal.aborted ? 'There was no time left to look at it.' : reasonOf(thrown);
    await saveReading(db, { id, page: null, failure: reason });
    await tellOnce(`unread:${id}`, { type: 'source-failed', source_id: visionSourceId, url, reason });
    return { failed: reason };
  }
}

/** The picture as a page that was found for every part of the question; answers its row's id. */
async function remember(
  { db, jobId }: StageContext,
  { url, title, parts }: { url: string; title: string; parts: number },
): Promise<string> {
  let id = '';
  for (let sub_question = 0; sub_question < parts; sub_question += 1) {
    const found = { sub_question, query: '', score: 1, passages: [] };
    ({ id } = await saveSource(db, { jobId, sourceId: visionSourceId, url, title, found }));
  }
  return id;
}

function reasonOf(thrown: unknown): string {
  const { code, message } = toAppError(thrown);
  if (code === 'source_failed' || code === 'source_unavailable') return message;
  throw thrown;
}

import { AppError } from '#lib/errors.ts';
import { route } from '#lib/http/route.ts';

export const dynamic = 'force-dynamic';

const nothingHere = () => {
  throw new AppError('not_found', 'There is nothing at this address.');
};

/** Whatever no other route answers, by every method: what asks the API gets problem+json and no page. */
const every = route<{ path: string[] }>(
  { GET: nothingHere, POST: nothingHere, PUT: nothingHere, PATCH: nothingHere, DELETE: nothingHere },
  { produces: '*/*' },
);
export const { GET, POST, PUT, PATCH, DELETE } = every;
export const { GET: HEAD, GET: OPTIONS } = every;

// Prints where your jobs stand, as it changes, until Ctrl-C:
//
//   node docs/examples/job-updates.mjs            all of your jobs
//   node docs/examples/job-updates.mjs JOB_ID     one of them, until it has ended
//
// INTENTUI_URL names the product (http://127.0.0.1:3000). Nothing but Node 22 or newer is needed. INTENTUI_KEY
// is the key to show, where one is asked for. In a browser the same code works on the product's own pages, and with a key
// on those whose origin CORS_ORIGINS lists.
//
// The steps of every client:
//   1. POST /api/v1/realtime/token with {} or {"job_id"} answers {key, apiBaseUrl}. The key is good for one minute, and
//      for connecting only: a socket that is open stays open. So ask again before each connection.
//   2. Connect to apiBaseUrl + /v1/realtime/connect?token=KEY. Pings are answered by the WebSocket itself.
//   3. Each message is JSON. Those of kind "data" and topic "update" hold
//      {type: "job_update", job_id, status, phase, progress, last_seq}, at most four a second for a job.
//   4. Nothing is repeated: load what you show once the socket is open (GET /api/v1/jobs or /api/v1/jobs/ID), and again
//      after it broke. What happened between two updates stands in GET /api/v1/jobs/ID/events?starting_after=SEQ.

const product = (process.env.INTENTUI_URL || 'http://127.0.0.1:3000').replace(/\/$/, '');
const jobId = process.argv[2];
const ended = ['complete', 'failed', 'cancelled'];

for (let failures = 0; ; failures += 1) {
  try {
    if (await listen(() => (failures = 0))) break;
    console.error('The connection closed; connecting again.');
  } catch (error) {
    if (error.refused) {
      console.error(error.message);
      process.exitCode = 1;
      break;
    }
    console.error(`${error.message}; trying again.`);
  }
  await new Promise((resolve) => setTimeout(resolve, Math.min(5000, 250 * 2 ** failures)));
}

/** Listens on one connection until it closes; true when the job that was asked for has ended. */
async function listen(onOpen) {
  const { key, apiBaseUrl } = await call('/api/v1/realtime/token', {
    method: 'POST',
    body: { job_id: jobId },
  });
  const url = new URL(`${apiBaseUrl}/v1/realtime/connect?token=${encodeURIComponent(key)}`);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    const take = (job) => {
      show(job);
      if (!jobId || !ended.includes(job.status)) return;
      resolve(true);
      socket.close();
    };
    socket.onopen = async () => {
      onOpen();
      try {
        if (jobId) return take(await call(`/api/v1/jobs/${encodeURIComponent(jobId)}`));
        const { data } = await call('/api/v1/jobs?limit=20');
        for (const job of data.reverse()) show(job);
      } catch (error) {
        reject(error);
        socket.close();
      }
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.kind === 'data' && message.topic === 'update') take(message.data);
    };
    socket.onerror = () => reject(new Error(`${url.host} took no WebSocket`));
    socket.onclose = () => resolve(false);
  });
}

function show({ job_id, status, phase, progress, last_seq }) {
  const percent = `${Math.round(progress * 100)} %`.padStart(5);
  console.log(
    `${job_id}  ${percent}  ${status}${phase && !ended.includes(status) ? ` (${phase})` : ''}  #${last_seq}`,
  );
}

/** Calls the API; an error says what is wrong, in the words of the server. */
async function call(path, { method = 'GET', body } = {}) {
  const response = await fetch(product + path, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(process.env.INTENTUI_KEY && { authorization: `Bearer ${process.env.INTENTUI_KEY}` }),
    },
    body: body && JSON.stringify(body),
  }).catch((cause) => {
    throw new Error(`Nothing answers at ${product}`, { cause });
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const error = new Error(answer.detail ?? `The server answered ${response.status}`);
  error.refused = response.status >= 400 && response.status < 500;
  throw error;
}

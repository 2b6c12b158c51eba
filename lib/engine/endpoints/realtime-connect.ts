import { type Endpoint, failure } from './endpoint.ts';

/** The address of the WebSocket: `?token=` says what it hears. Without an upgrade there is nothing here. */
export const realtimeConnect: Endpoint = {
  method: 'GET',
  path: '/v1/realtime/connect',
  auth: 'none',
  handle: async () => failure(426, 'Connect with a WebSocket.'),
};

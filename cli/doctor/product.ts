import type { Check } from './check.ts';

export const product: Check = {
  name: 'Product',
  check: ({ baseUrl, found, config }) => {
    const where = config.INTENTUI_URL ? 'check INTENTUI_URL' : 'set PORT or INTENTUI_URL to where it runs';
    switch (found.state) {
      case 'ready':
        return { state: 'well', text: `ready at ${baseUrl}` };
      case 'not ready':
        return {
          state: 'fault',
          text: `runs at ${baseUrl} and is not ready: ${found.detail}`,
          advice: 'Wait a moment; if it stays so, look at what npm start printed.',
        };
      case 'foreign':
        return {
          state: 'fault',
          text: `another program answers at ${baseUrl} (${found.detail})`,
          advice: `Stop that program, or ${where}.`,
        };
      case 'absent':
        return {
          state: 'fault',
          text: `nothing answers at ${baseUrl}`,
          advice: `Run npm start, or ${where}.`,
        };
      default:
        return found satisfies never;
    }
  },
};

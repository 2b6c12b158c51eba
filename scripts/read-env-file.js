// Plain JavaScript, loaded before everything else: settings may stand in `.env`; those of the environment go before them.
import { existsSync } from 'node:fs';
import path from 'node:path';

const file = path.resolve(import.meta.dirname, '../.env');
if (existsSync(file)) process.loadEnvFile(file);

#!/usr/bin/env node
// Plain JavaScript: an older Node cannot read the TypeScript of the program itself and is told so here.
import '../scripts/check-node.js';

await import('./main.ts');

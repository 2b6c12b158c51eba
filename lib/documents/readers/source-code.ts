import { cleanPage } from '../clean-page.ts';
import { codeBlocks } from '../code-blocks.ts';
import { pageOf } from '../page-of.ts';
import { isSearchScript } from '../search-index.ts';
import { indexError } from '../unread.ts';
import type { Reader } from './reader.ts';

/** Endings of languages whose fences are called otherwise. */
const languages: Record<string, string> = {
  py: 'python',
  pyi: 'python',
  rb: 'ruby',
  rs: 'rust',
  kt: 'kotlin',
  cs: 'csharp',
  sh: 'bash',
  bash: 'bash',
  zsh: 'bash',
  ps1: 'powershell',
  h: 'c',
  hpp: 'cpp',
  cc: 'cpp',
  hs: 'haskell',
  ex: 'elixir',
  exs: 'elixir',
  pl: 'perl',
  pm: 'perl',
  jl: 'julia',
  mjs: 'js',
  cjs: 'js',
  mts: 'ts',
  cts: 'ts',
  tf: 'hcl',
  m: 'objectivec',
  fs: 'fsharp',
  erl: 'erlang',
  clj: 'clojure',
  gql: 'graphql',
};

export const sourceCode: Reader = {
  name: 'source code',
  endings: [
    'py',
    'pyi',
    'js',
    'mjs',
    'cjs',
    'jsx',
    'ts',
    'mts',
    'cts',
    'tsx',
    'java',
    'kt',
    'scala',
    'go',
    'rs',
    'rb',
    'php',
    'c',
    'h',
    'cc',
    'cpp',
    'hpp',
    'cs',
    'fs',
    'swift',
    'm',
    'lua',
    'pl',
    'r',
    'jl',
    'hs',
    'ex',
    'exs',
    'erl',
    'clj',
    'dart',
    'sh',
    'bash',
    'zsh',
    'ps1',
    'sql',
    'css',
    'scss',
    'less',
    'vue',
    'svelte',
    'proto',
    'graphql',
    'gql',
    'tf',
    'diff',
    'patch',
  ],
  mediaTypes: [
    'text/javascript',
    'application/javascript',
    'text/x-python',
    'text/css',
    'application/sql',
    'text/x-c',
  ],
  isText: true,
  read(file) {
    const { text } = cleanPage({ path: 'a.txt', mediaType: 'text/plain', text: file.text() });
    const name = file.path.split(/[/\\]/).at(-1) ?? '';
    const isScript = /\.[cm]?js$/i.test(name);
    if (isScript && !file.contentType && isSearchScript(file.text())) throw indexError();
    const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
    if (file.asText) return { title: name, description: '', text };
    return pageOf(codeBlocks(text, languages[ending] ?? ending), { path: file.path, title: name });
  },
};

import path from 'node:path';
import { readVariable, readVariables } from '#lib/config.ts';

/** What a program needs to find its own files. */
const needed = ['HOME', 'LANG', 'TMPDIR', 'SystemRoot'];
/** How this machine reaches the network, and by which certificates: for Node, Python, curl, npm, pip and uv. */
const network =
  /^(?:(?:https?|all|no)_proxy|node_extra_ca_certs|node_use_(?:system_ca|env_proxy)|ssl_cert_(?:file|dir)|requests_ca_bundle|curl_ca_bundle|pip_(?:index_url|extra_index_url|cert|trusted_host|config_file)|uv_(?:(?:default_)?index|index_url|native_tls|system_certs))$/i;
/** npm's settings, but for what it says of the package that it runs. */
const npm = /^npm_config_(?!(?:local_prefix|user_agent|npm_version|node_gyp|init_module)$)/i;

/**
 * What an operator's program is handed of our own environment beside what is declared for it: where programs are found,
 * home, language, and how the network is reached. Nothing that npm set for this package: its folders of programs, our
 * own Node among them, stand last in PATH, so that a machine's npm finds the machine's settings. `secrets` are the
 * passwords in it, which must never be shown.
 */
export function programEnvironment(): { env: Record<string, string>; secrets: string[] } {
  const given = {
    ...readVariables((name) => needed.includes(name) || network.test(name)),
    ...readVariables((name) => npm.test(name)),
  };
  const env = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !npm.test(name) || !isOfPackages(value)),
  );
  const searchPath = readVariable('PATH');
  if (searchPath !== undefined) env.PATH = packagesLast(searchPath);
  return { env, secrets: Object.entries(env).flatMap(([name, value]) => secretsIn(name, value)) };
}

const isOfPackages = (folder: string): boolean => folder.split(/[\\/]/).includes('node_modules');

/** The folders of a PATH, those within packages after all others. */
export function packagesLast(searchPath: string): string {
  const folders = searchPath.split(path.delimiter);
  return [
    ...folders.filter((folder) => !isOfPackages(folder)),
    ...folders.filter((folder) => isOfPackages(folder)),
  ].join(path.delimiter);
}

function secretsIn(name: string, value: string): string[] {
  if (/auth|password|token|_key$/i.test(name)) return [value];
  const { password } = URL.parse(value) ?? {};
  return password ? [password, decodeURIComponent(password)] : [];
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig, settingNames } from '#lib/config.ts';
import { PublicAddress } from '#lib/schema/public-address.ts';

/** The files with which the product is deployed, held to the product: no container engine is needed to see that they lie. */
const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
/** Read by Inngest's SDK and by Node, not by us. */
const ofOthers = ['INNGEST_SERVE_ORIGIN', 'NODE_ENV'];
const isSetting = (name: string) => settingNames.includes(name) || ofOthers.includes(name);
const isPinned = (image: string) => /:v?\d+\.\d+/.test(image);

/** The instructions of a Dockerfile, comments and continuations resolved. */
function readDockerfile(): { word: string; rest: string }[] {
  const lines = read('Dockerfile')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n/g, ' ');
  return lines
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => ({ word: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1).trim() }));
}

describe('the Dockerfile', () => {
  const instructions = readDockerfile();
  const all = (word: string) => instructions.filter((each) => each.word === word).map(({ rest }) => rest);
  const last = instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'));

  test('knows only instructions that there are, and images by their version, the Node of this project', () => {
    const known = 'FROM WORKDIR COPY RUN ENV USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD'.split(
      ' ',
    );
    expect(instructions.filter(({ word }) => !known.includes(word))).toEqual([]);
    const version = read('.node-version').trim();
    for (const from of all('FROM')) expect(from).toMatch(new RegExp(`^node:${version}[.\\w-]*`));
  });

  test('copies what is there, and what .dockerignore lets in', () => {
    const letIn = read('.dockerignore').split('\n');
    const sources = all('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(/\s+/).slice(0, -1));
    for (const source of sources) {
      expect(existsSync(path.join(root, source)), source).toBe(true);
      if (source !== '.') expect(letIn, source).toContain(`!${source.split('/')[0]}`);
    }
    const names = letIn.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    for (const name of names) expect(existsSync(path.join(root, name)), name).toBe(true);
    for (const secret of ['.env', '.data', 'node_modules', '.git', 'mcp.json'])
      expect(names).not.toContain(secret);
  });

  test('ends as another user than root, with a health check, a volume and settings that there are', () => {
    const words = last.map(({ word }) => word);
    for (const word of ['USER', 'HEALTHCHECK', 'VOLUME', 'ENTRYPOINT', 'CMD']) expect(words).toContain(word);
    expect(all('USER')).toEqual(['10001:10001']);
    const names = all('ENV').flatMap((rest) => [...rest.matchAll(/(\w+)=/g)].map(([, name = '']) => name));
    expect(names.filter((name) => !isSetting(name))).toEqual([]);
    expect(names).toContain('DATA_DIR');
    expect(all('ENTRYPOINT').map((rest) => JSON.parse(rest))).toEqual([['node']]);
    expect(all('CMD').map((rest) => JSON.parse(rest))).toEqual([['start.js']]);
    expect(all('HEALTHCHECK')[0]).toContain('/api/healthz');
  });
});

describe('compose.yaml', () => {
  type Service = {
    image: string;
    environment?: Record<string, string>;
    ports?: string[];
    volumes?: string[];
    read_only?: boolean;
    tmpfs?: string[];
    command?: string[];
    networks: string[] | Record<string, { aliases: string[] }>;
    depends_on?: object;
  };
  const file = parse(read('compose.yaml'), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, object>;
  };
  const { services } = file;
  const web = [services['web-1'], services['web-2']] as [Service, Service];

  test('has two web processes, PostgreSQL, Redis that writes, Inngest and nginx, each by its version', () => {
    expect(Object.keys(services).sort()).toEqual(['inngest', 'nginx', 'postgres', 'redis', 'web-1', 'web-2']);
    for (const [name, { image }] of Object.entries(services))
      if (!name.startsWith('web')) expect(isPinned(image), image).toBe(true);
    expect(services.redis?.command?.join(' ')).toContain('--appendonly yes');
  });

  test('gives the web processes settings that there are and that the product takes, and nothing to write to but data', () => {
    const filled = {
      POSTGRES_PASSWORD: 'p',
      INNGEST_SIGNING_KEY: '00',
      INNGEST_EVENT_KEY: 'e',
      PUBLIC_URL: 'https://x.example',
    };
    for (const { environment = {}, read_only: readOnly, tmpfs = [] } of web) {
      expect(Object.keys(environment).filter((name) => !isSetting(name))).toEqual([]);
      const fill = (text: string) =>
        text.replace(
          /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
          (_, name: string, other = '') => filled[name as 'PUBLIC_URL'] ?? other,
        );
      const config = readConfig(
        Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, fill(text)])),
      );
      expect(config.HOST).toBe('0.0.0.0');
      expect(readOnly).toBe(true);
      expect(tmpfs.map((mount) => mount.split(':')[0])).toContain('/product/.next/at');
    }
  });

  test('opens one port to the outside: that of nginx', () => {
    expect(Object.keys(services).filter((name) => services[name]?.ports)).toEqual(['nginx']);
  });

  test('names volumes and files that there are, and its parts by names that are theirs', () => {
    for (const { volumes = [], depends_on: parts = {} } of Object.values(services)) {
      for (const volume of volumes) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('./')) expect(existsSync(path.join(root, source)), source).toBe(true);
        else expect(Object.keys(file.volumes)).toContain(source);
      }
      const names = Array.isArray(parts) ? parts : Object.keys(parts);
      for (const name of names) expect(Object.keys(services)).toContain(name);
    }
    for (const { networks } of web) expect(networks).toMatchObject({ inside: { aliases: ['web'] } });
  });

  test('gives Inngest its keys, and a Redis by the names of the plan', () => {
    const command = services.inngest?.command?.join(' ') ?? '';
    for (const name of [
      'INNGEST_SIGNING_KEY',
      'INNGEST_EVENT_KEY',
      'REDIS_HOST',
      'REDIS_PORT',
      'REDIS_DB',
      'REDIS_PASSWORD',
    ])
      expect(command).toContain(`\${${name}`);
    expect(command).toContain('--sdk-url=http://web:3000/api/inngest');
  });

  test('asks for nothing that deploy/compose.env.example does not tell, and tells nothing that is not asked for', () => {
    const asked = [...read('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);
    const told = Object.keys(parseEnv(read('deploy/compose.env.example').replace(/^# (?=[A-Z_]+=)/gm, '')));
    expect([...new Set(asked)].sort()).toEqual(told.sort());
  });
});

describe('deploy/kubernetes.yaml', () => {
  type Resource = {
    apiVersion: string;
    kind: string;
    metadata: { name: string };
    spec?: never;
    [name: string]: unknown;
  };
  const documents = parseAllDocuments(read('deploy/kubernetes.yaml'));
  const resources = documents.map((document) => document.toJS() as Resource);
  const of = (kind: string) =>
    resources.find((resource) => resource.kind === kind) as never as {
      data?: Record<string, string>;
      stringData?: Record<string, string>;
      spec: {
        selector: Record<string, string>;
        template: { metadata: { labels: Record<string, string> }; spec: PodSpec };
        volumeClaimTemplates: { metadata: { name: string } }[];
      };
    };
  type PodSpec = {
    securityContext: object;
    volumes: { name: string }[];
    containers: {
      image: string;
      securityContext: object;
      volumeMounts: { name: string; mountPath: string }[];
    }[];
  };

  test('is YAML whose resources have a version, a kind and a name', () => {
    for (const { errors } of documents) expect(errors).toEqual([]);
    for (const { apiVersion, kind, metadata } of resources) {
      expect(apiVersion).toMatch(/^(\w[\w.]*\/)?v\d/);
      expect([kind, metadata.name].every(Boolean)).toBe(true);
    }
  });

  test('gives settings that there are, and an address that the product takes', () => {
    const { data = {} } = of('ConfigMap');
    const { stringData = {} } = of('Secret');
    expect(Object.keys({ ...data, ...stringData }).filter((name) => !isSetting(name))).toEqual([]);
    expect(PublicAddress.safeParse(data.PUBLIC_URL).success).toBe(true);
    readConfig({ ...data, ...stringData });
  });

  test('runs as another user than root, on a root that cannot be written, and finds its pods', () => {
    const { template, volumeClaimTemplates } = of('StatefulSet').spec;
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
    const [container] = template.spec.containers as [PodSpec['containers'][0]];
    expect(container.securityContext).toMatchObject({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    });
    expect(isPinned(container.image)).toBe(true);
    const volumes = [...template.spec.volumes, ...volumeClaimTemplates.map(({ metadata }) => metadata)];
    for (const { name } of container.volumeMounts)
      expect(volumes.map((volume) => volume.name)).toContain(name);
    expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toContain('/product/.next/at');
    expect(of('Service').spec.selector).toEqual(template.metadata.labels);
  });
});

describe('units of systemd', () => {
  const folder = path.join(root, 'deploy/systemd');
  test.each(readdirSync(folder))(
    '%s starts a program that there is, as nobody, with settings that there are',
    (name) => {
      const lines = readFileSync(path.join(folder, name), 'utf8')
        .split('\n')
        .filter((line) => line && !line.startsWith('#'));
      const sections = lines.filter((line) => line.startsWith('['));
      expect(sections).toEqual(['[Unit]', '[Service]', '[Install]']);
      for (const line of lines) expect(line).toMatch(/^(\[\w+\]|[A-Z]\w+=.*)$/);
      const value = (key: string) =>
        lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
      expect(value('DynamicUser')).toBe('yes');
      const program = value('ExecStart').replace('/usr/bin/env node ', '');
      // start.js is written by `npm run pack`.
      if (program !== 'start.js') expect(existsSync(path.join(root, program)), program).toBe(true);
      const names = value('Environment')
        .split(' ')
        .map((pair) => pair.split('=')[0] ?? '');
      expect(names.filter((each) => !isSetting(each))).toEqual([]);
    },
  );
});

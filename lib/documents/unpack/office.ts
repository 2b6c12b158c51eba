import type { AboutPage } from '../about-page.ts';
import type { FileToRead } from '../readers/reader.ts';
import { unreadError } from '../unread.ts';
import { elementsOf, findXml, parseXml, wordsOfXml, type Xml } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

/** An office file: its parts as XML, by name. */
export type Office = {
  zip: Zip;
  /** A part; undefined when there is none of this name. */
  part(name: string): Xml | undefined;
  /** What a part points at: the name of each target by its id, targets outside the file left out. */
  targetsOf(name: string): Map<string, { target: string; type: string }>;
};

/** Opens an office file. Throws `protected` when it has a password, `kind` when it is of the years before 2007. */
export function openOffice(file: FileToRead): Office {
  refuseOld(file);
  const zip = openZip(file);
  const manifest = zip.read('META-INF/manifest.xml')?.toString('latin1') ?? '';
  if (manifest.includes('encryption-data')) throw unreadError('protected', 'It is protected by a password.');
  const part = (name: string) => {
    const bytes = zip.read(name);
    return bytes && parseXml(bytes);
  };
  return {
    zip,
    part,
    targetsOf(name) {
      const at = name.lastIndexOf('/');
      const rels = part(`${name.slice(0, at + 1)}_rels/${name.slice(at + 1)}.rels`);
      const targets = elementsOf(
        findXml(rels, 'Relationships') ?? { name: '', attributes: {}, children: [] },
      );
      return new Map(
        targets.flatMap(({ attributes }) => {
          const { Id = '', Target = '', Type = '', TargetMode } = attributes;
          if (TargetMode === 'External') return [];
          const target = new URL(Target, `file:///${name}`).pathname.slice(1);
          return [[Id, { target: decodeURIComponent(target), type: Type.slice(Type.lastIndexOf('/') + 1) }]];
        }),
      );
    },
  };
}

/** The older form of office files holds newer ones that are encrypted, and all those of the years before 2007. */
function refuseOld(file: FileToRead): void {
  if (file.part(0, 4).toString('hex') !== 'd0cf11e0') return;
  const bytes = file.part(0, Math.min(file.sizeBytes, 2 ** 20)).toString('latin1');
  const isEncrypted = bytes.includes([...'EncryptedPackage'].join('\0'));
  if (isEncrypted) throw unreadError('protected', 'It is protected by a password.');
  throw unreadError('kind', 'It is an office file in the form of before 2007: save it in the newer one.');
}

/** The title of an office file, and when and by whom it was made. */
export function officeAbout({ part }: Office): { title: string; about: AboutPage } {
  const core = part('docProps/core.xml') ?? part('meta.xml');
  const find = (...names: string[]) =>
    names.map((name) => wordsOfXml(findXml(core, name)).trim()).find(Boolean) ?? '';
  return {
    title: find('title'),
    about: {
      author: find('creator', 'initial-creator', 'lastModifiedBy'),
      published: dayOf(find('created', 'creation-date')),
      modified: dayOf(find('modified', 'date')),
      language: find('language'),
    },
  };
}

/** The day of a time in ISO 8601; empty when it is none. */
export function dayOf(time: string): string {
  return /^(\d{4}-\d{2}-\d{2})/.exec(time)?.[1] ?? '';
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** One thing broken on purpose, and the tests that have to notice it. */
export type Mutation = {
  /** What is broken, as a sentence; no two are the same. */
  what: string;
  /** A file, or a folder: then `find` stands in one of its files, whichever that is. */
  in: string;
  /** A piece of the source that stands there once; short, so that it outlives what changes around it. */
  find: string;
  replace: string;
  /** Test files, or folders of them. */
  tests: readonly string[];
  /** Why no test can fall: what is broken makes no difference. Leave it out where one should. */
  harmless?: string;
};

const isTest = (file: string) => /\.(test|contract|spec)\.tsx?$/.test(file);

/** The file that a mutation changes; throws where `find` does not stand exactly once. */
export function locate(root: string, { what, in: place, find, replace }: Mutation): string {
  const files = filesIn(root, place).filter((file) => !isTest(file));
  const found = files.flatMap((file) =>
    readFileSync(path.join(root, file), 'utf8')
      .split(find)
      .slice(1)
      .map(() => file),
  );
  const [file] = found;
  if (!file || found.length > 1 || find === replace) {
    throw new Error(
      `"${what}": what it changes stands ${found.length} times in ${place}, and not once. Change or drop it in scripts/mutate/mutations.`,
    );
  }
  return file;
}

/** The files of a mutation's tests; throws where a name leads to none. */
export function testsOf(root: string, { what, tests }: Mutation): string[] {
  return tests.flatMap((place) => {
    const files = filesIn(root, place).filter((file) => /\.test\.tsx?$/.test(file));
    if (files.length === 0) {
      throw new Error(`"${what}": there are no tests at ${place}. Change it in scripts/mutate/mutations.`);
    }
    return files;
  });
}

function filesIn(root: string, place: string): string[] {
  const kind = statSync(path.join(root, place), { throwIfNoEntry: false });
  if (kind?.isFile()) return [place];
  if (!kind) return [];
  return readdirSync(path.join(root, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|sql)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

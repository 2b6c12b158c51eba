// Plain JavaScript, loaded before everything else: an older Node cannot read the TypeScript that follows.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  console.error(`This needs Node.js 22.19 or newer and found ${process.versions.node}: install Node.js 24.`);
  process.exit(1);
}

// Reads the pictures of a list with @vladmandic/human, and prints a JSON line for each: node human.mjs LIST.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { load, modules, native, readAll } from './reading.mjs';

const tensorflow = native();
const folder = join(modules, '@vladmandic/human');
const { Human } = load(join(folder, tensorflow ? 'dist/human.node.js' : 'dist/human.node-wasm.js'));

// Without TensorFlow it knows no files, so its own models are fetched from here.
const models = createServer((request, response) => {
  const file = createReadStream(join(folder, 'models', request.url));
  file.on('error', () => response.writeHead(404).end()).pipe(response);
});
await new Promise((done) => models.listen(0, '127.0.0.1', done));

// Its defaults, without what says nothing of an expression, for many faces, and nothing kept from one picture to the next.
const human = new Human({
  backend: tensorflow ? 'tensorflow' : 'wasm',
  wasmPath: join(modules, '@tensorflow/tfjs-backend-wasm/dist/'),
  modelBasePath: tensorflow ? `file://${folder}/models/` : `http://127.0.0.1:${models.address().port}/`,
  cacheSensitivity: 0,
  filter: { enabled: false },
  gesture: { enabled: false },
  face: { detector: { maxDetected: 100 }, iris: { enabled: false }, description: { enabled: false } },
  body: { enabled: false },
  hand: { enabled: false },
});
await human.load();
models.close();

// Its box has a wide margin around the head; that of the mesh's points is the face's, as the other programs have it.
function around(points) {
  const [left, top] = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis])));
  const [right, bottom] = [0, 1].map((axis) => Math.max(...points.map((point) => point[axis])));
  return [left, top, right - left, bottom - top];
}

await readAll(human.tf, async (tensor) => {
  const result = await human.detect(tensor);
  if (result.error) throw new Error(result.error);
  return result.face.map((face) => ({ box: around(face.mesh), label: face.emotion?.[0]?.emotion ?? '' }));
});
process.exit(); // connections of the models' server would keep it for a while

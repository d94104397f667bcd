// Reads the pictures of a list with @vladmandic/face-api, and prints a JSON line for each: node face_api.mjs LIST DETECTOR.
import { join } from 'node:path';
import { detector, load, modules, native, readAll } from './reading.mjs';

const tensorflow = native();
const folder = join(modules, '@vladmandic/face-api');
if (!tensorflow) {
  const tf = load('@tensorflow/tfjs');
  load('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  await tf.ready();
}
const faceapi = load(join(folder, tensorflow ? 'dist/face-api.node.js' : 'dist/face-api.node-wasm.js'));
await faceapi.nets[detector].loadFromDisk(join(folder, 'model'));
await faceapi.nets.faceExpressionNet.loadFromDisk(join(folder, 'model'));
// Its defaults.
const options = detector === 'ssdMobilenetv1' ? new faceapi.SsdMobilenetv1Options() : new faceapi.TinyFaceDetectorOptions();

await readAll(faceapi.tf, async (tensor) => {
  const faces = await faceapi.detectAllFaces(tensor, options).withFaceExpressions();
  return faces.map(({ detection: { box }, expressions }) => ({
    box: [box.x, box.y, box.width, box.height],
    label: expressions.asSortedArray()[0].expression,
  }));
});

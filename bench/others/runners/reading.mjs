// What both programs for Node.js share: their modules, a picture as a tensor, and a JSON line for each picture.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const place = process.cwd(); // the environment in which the program is installed
export const modules = join(place, 'node_modules');
export const load = createRequire(join(place, 'package.json'));
export const detector = process.argv[3];

// True where TensorFlow itself computes, which is loaded by that; else WebAssembly does.
export function native() {
  try {
    load('@tensorflow/tfjs-node');
    return true;
  } catch {
    return false;
  }
}

export async function readAll(tf, detect) {
  const sharp = load('sharp');
  for (const picture of readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
    const decoded = sharp(picture).toColourspace('srgb').removeAlpha().raw();
    const { data, info } = await decoded.toBuffer({ resolveWithObject: true });
    const tensor = tf.tensor3d(data, [info.height, info.width, 3], 'int32');
    const faces = await detect(tensor); // of each its box, left, top, width and height in pixels, and its label
    tf.dispose(tensor);
    process.stdout.write(`${JSON.stringify({ picture, faces })}\n`);
  }
}

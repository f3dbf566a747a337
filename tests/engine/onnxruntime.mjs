// What onnxruntime makes of pictures: node onnxruntime.mjs FOLDER MODEL.onnx N
//
// FOLDER holds npm's onnxruntime-web. Standard input: 784 floats a picture; N of them are given to
// the model at a time. Standard output: ten floats a picture.
//
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, model, size] = process.argv.slice(2);
const ort = createRequire(path.resolve(folder, 'here.js'))('onnxruntime-web');
const bytes = fs.readFileSync(0);
const pictures = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const answers = [];

ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(fs.readFileSync(model));
for (let at = 0; at < pictures.length; at += 784 * size) {
  const some = pictures.slice(at, at + 784 * size);
  const image = new ort.Tensor('float32', some, [some.length / 784, 784]);
  answers.push(...(await session.run({ image })).probabilities.data);
}
fs.writeSync(1, Buffer.from(new Float32Array(answers).buffer));

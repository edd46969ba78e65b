// ONNX Runtime as a peer of the benchmark: reads one JSON request a line, answers one JSON object a line, ends at the end of its input.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const zlib = require('zlib');
const ort = require('onnxruntime-node');

const PIXELS = 28 * 28;
const sessions = new Map();
let images;

function read(folder) {
  const bytes = zlib.gunzipSync(fs.readFileSync(path.join(folder, 't10k-images-idx3-ubyte.gz'))).subarray(16);
  return Float32Array.from(bytes, (pixel) => pixel / 255);
}

// The pictures from `start` on, without a copy.
function batchOf(session, start, count) {
  return { [session.inputNames[0]]: new ort.Tensor('float32', images.subarray(start * PIXELS, (start + count) * PIXELS), [count, 1, 28, 28]) };
}

async function runAll(session, count, batch) {
  for (let start = 0; start < count; start += batch) {
    await session.run(batchOf(session, start, Math.min(batch, count - start)));
  }
}

// Median time of as many runs as fit, the first fifth of the time unseen: at least one.
async function repeat(run, seconds) {
  const now = () => Number(process.hrtime.bigint()) / 1e9;
  let end = now() + seconds / 5;
  do await run(); while (now() < end);
  const times = [];
  end = now() + seconds;
  do {
    const begin = now();
    await run();
    times.push(now() - begin);
  } while (now() < end);
  times.sort((a, b) => a - b);
  return times[times.length >> 1];
}

const requests = {
  async hello(request) {
    images = read(request.folder);
    return { version: ort.env.versions.node ?? ort.env.versions.common };
  },

  // Leaves a session for that model ready, and says what it makes of the first test images.
  async load(request) {
    if (sessions.has(request.onnx)) await sessions.get(request.onnx).release();
    const session = await ort.InferenceSession.create(request.onnx, {
      graphOptimizationLevel: 'all', intraOpNumThreads: request.threads, interOpNumThreads: 1, executionMode: 'sequential',
    });
    sessions.set(request.onnx, session);
    const outputs = await session.run(batchOf(session, 0, request.check));
    return { probabilities: Array.from(outputs[session.outputNames[0]].data) };
  },

  // The fastest batch for so many images.
  async choose(request) {
    let best = { seconds: Infinity };
    for (const batch of request.batches.filter((b) => b <= request.images)) {
      const seconds = await repeat(() => runAll(sessions.get(request.onnx), request.images, batch), request.seconds / 2);
      if (seconds < best.seconds) best = { seconds, batch };
    }
    return best;
  },

  async predict(request) {
    return { seconds: await repeat(() => runAll(sessions.get(request.onnx), request.images, request.batch), request.seconds) };
  },
};

async function answer(line) {
  const request = JSON.parse(line);
  try {
    return await requests[request.do](request);
  } catch (e) {
    return { error: String(e) };
  }
}

let last = Promise.resolve();
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  last = last.then(async () => process.stdout.write(JSON.stringify(await answer(line)) + '\n'));
});

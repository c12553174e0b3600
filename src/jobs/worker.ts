import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PieceReader } from './piece-reader.ts';
import type { JobSetup, Task, WorkerMessage } from './protocol.ts';

/** A worker thread: looks through pieces of logs until it is ended. */
const port = parentPort as MessagePort;
const reader = new PieceReader(workerData as JobSetup);

port.on('message', (task: Task) => {
  const result = reader.read(task);
  port.postMessage(result, [result.lines.buffer]);
});
port.postMessage('ready' satisfies WorkerMessage);

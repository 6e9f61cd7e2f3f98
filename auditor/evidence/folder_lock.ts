import { JudgeError } from "../judge/judge_error.ts";

const LOCK = ".auditor.lock";

/**
 * Takes a folder, which is made if it is missing, for one auditor alone. The lock is held by an open
 * file, so it ends with the process, however that ends.
 *
 * @throws {JudgeError} `folder_in_use`, or `folder_unusable` where it cannot be written.
 */
export function lockFolder(folder: string): Disposable {
  let file: Deno.FsFile;
  try {
    Deno.mkdirSync(folder, { recursive: true });
    file = Deno.openSync(`${folder}/${LOCK}`, { create: true, write: true });
  } catch (cause) {
    const state = cause instanceof Error ? cause.message : String(cause);
    throw new JudgeError("folder_unusable", `Cannot use folder "${folder}": ${state}`, { cause });
  }
  if (!file.tryLockSync(true)) {
    file.close();
    const message = `Cannot use folder "${folder}" as another auditor is at work in it`;
    throw new JudgeError("folder_in_use", message);
  }
  return {
    [Symbol.dispose]: () => {
      // A process that is just being started has the file open, too, for a moment.
      file.unlockSync();
      file.close();
    },
  };
}

import { JOURNAL, Journal } from "../evidence/journal.ts";
import { lockFolder } from "../evidence/folder_lock.ts";
import { JudgeError } from "../judge/judge_error.ts";

/**
 * The folder of one run, for one auditor alone:
 *
 * ```
 * journal.jsonl   what happened, see Journal
 * ledgers/        one file for each process: sender-1.ledger, sender-1-2.ledger …
 * logs/           the programs' events
 * replicas/       copies of replicas' files, from whoever steers the run
 * report.json     report.html
 * ```
 */
export class RunFolder implements Disposable {
  readonly path: string;
  readonly journal: Journal;
  readonly #lock: Disposable;

  private constructor(path: string, lock: Disposable) {
    this.path = path;
    this.#lock = lock;
    this.journal = Journal.create(path);
  }

  /**
   * Lays out a folder, which is made if it is missing.
   *
   * @throws {JudgeError} `folder_in_use`, `folder_unusable`, or `folder_taken` where a run was in it
   * before: what it has left is evidence.
   */
  static open(path: string): RunFolder {
    const lock = lockFolder(path);
    try {
      const before = [JOURNAL, "ledgers", "report.json"].find((name) => exists(`${path}/${name}`));
      if (before) {
        const message = `Cannot run in folder "${path}" as it has the ${before} of another run`;
        throw new JudgeError("folder_taken", message);
      }
      for (const name of ["ledgers", "logs"]) Deno.mkdirSync(`${path}/${name}`);
      return new RunFolder(path, lock);
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  }

  /** Folder of the ledgers. */
  get ledgers(): string {
    return `${this.path}/ledgers`;
  }

  /** File that a process's events go to. */
  logOf(process: string): string {
    return `${this.path}/logs/${process}.log`;
  }

  [Symbol.dispose](): void {
    this.journal.close();
    this.#lock[Symbol.dispose]();
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

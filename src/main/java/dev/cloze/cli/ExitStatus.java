package dev.cloze.cli;

/** What a command tells the shell. */
final class ExitStatus {
  /** Done. */
  static final int DONE = 0;

  /** A check failed. */
  static final int FAILED = 1;

  /** A mistake of the user, told in one line. */
  static final int MISTAKE = 2;

  /** A fault of the program, as sysexits.h numbers it. */
  static final int FAULT = 70;

  private ExitStatus() {}
}

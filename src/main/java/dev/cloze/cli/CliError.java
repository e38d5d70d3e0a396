package dev.cloze.cli;

import dev.cloze.base.ErrorCode;

/** What may be wrong with a command line. */
enum CliError implements ErrorCode {
  /** An unknown command or option, or one that is missing. */
  USAGE("CLI-001"),
  /** A file or folder that the operating system does not let the command read or write. */
  FILE_SYSTEM("CLI-002");

  private final String code;

  CliError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}

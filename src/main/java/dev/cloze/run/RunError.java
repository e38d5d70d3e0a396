package dev.cloze.run;

import dev.cloze.base.ErrorCode;

/** What may go wrong with a run beside its settings, data and model. */
public enum RunError implements ErrorCode {
  /** The folder for the results cannot be written to. */
  UNWRITABLE_FOLDER("RUN-001"),
  /** The folder for the results has something in it. */
  FOLDER_EXISTS("RUN-002"),
  /** A folder that is no run's. */
  NO_RUN("RUN-003"),
  /** A run's folder that another version wrote. */
  OTHER_VERSION("RUN-004"),
  /** The model is not the one that the run was made with. */
  OTHER_MODEL("RUN-005"),
  /** The data are not those that the run was made with. */
  OTHER_DATA("RUN-006"),
  /** The run has not come as far as is needed. */
  UNFINISHED("RUN-007"),
  /** A seed that the run does not have. */
  UNKNOWN_SEED("RUN-008"),
  /** A run that has trained nothing which could be exported. */
  NOTHING_TRAINED("RUN-009"),
  /** A model that cannot name hidden tokens, where that is to be measured. */
  NOT_MASKED("RUN-011"),
  /** A verbalizer that cannot give what the run is to give. */
  OTHER_OUTPUT("RUN-012"),
  /** A fact of a relation that no template asks for. */
  UNKNOWN_RELATION("RUN-020"),
  /** Facts of which no object is one token. */
  NOTHING_TO_ASK("RUN-021"),
  /** A probe's template that is no question for one word. */
  UNFIT_QUESTION("RUN-022");

  private final String code;

  RunError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
